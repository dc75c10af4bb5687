using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests;

public sealed class ProgramTests
{
    [Test, Platform("Linux")]
    public async Task Main_CameraIsAskedToStop_EndsInOrder()
    {
        using var camera = ChildProcess.Start(AgentProcess.Dotnet, [typeof(Program).Assembly.Location, "camera"]);
        await Eventually.Holds(
            () => camera.HasExited || camera.Output.Any(line => line.StartsWith("ready", StringComparison.Ordinal)), "the camera is ready");

        camera.AskToStop();

        await Eventually.Holds(() => camera.HasExited, "the camera ends");
        Assert.That(await camera.ExitAsync(), Is.Zero, camera.Transcript());
    }
}

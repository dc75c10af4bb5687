namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>An <see cref="OnvifCamera"/> as a process within a network namespace, which ends with its Dispose.</summary>
internal static class CameraProcess
{
    /// <param name="wishes">As <see cref="EdgeAgent.Tests.Program"/> takes them.</param>
    public static async Task<ChildProcess> StartAsync(NetworkNamespace network, params string[] wishes)
    {
        var camera = network.Start(AgentProcess.Dotnet, [typeof(Program).Assembly.Location, "camera", .. wishes]);
        await Eventually.Holds(
            () => camera.HasExited || camera.Output.Any(line => line.StartsWith("ready", StringComparison.Ordinal)), "the camera is ready");
        Assert.That(camera.HasExited, Is.False, camera.Transcript());
        return camera;
    }
}

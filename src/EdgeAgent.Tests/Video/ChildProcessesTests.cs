using EdgeAgent.Tests.Journeys;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Video;

[Platform("Linux")]
public sealed class ChildProcessesTests
{
    // The camera takes the connection and never answers: an ffmpeg left alone would wait for minutes.
    [Test]
    public async Task Start_AgentKilled_ItsFfmpegsEndWithIt()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.HangAsync();
        using var workshop = new Workshop("mqtt://127.0.0.1:1", [new { id = "kitchen", subStream = camera.Address("sub").AbsoluteUri }], []);
        using var agent = workshop.Start();
        IReadOnlyList<int> ffmpegs = [];
        await Eventually.Holds(
            () => (ffmpegs = ProcessTree.Ffmpegs(agent.Id)).Count > 0 || agent.HasExited, $"the agent starts ffmpeg");
        Assert.That(agent.HasExited, Is.False, agent.Transcript());

        agent.Kill();

        await Eventually.Holds(() => !ffmpegs.Any(ProcessTree.IsRunning), "ffmpeg ends with the agent", TimeSpan.FromSeconds(5));
    }
}

using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>One camera fails in every way that cameras do; the other goes on, and the first is back soon after it is well.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CameraFaultTests
{
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(30);

    [Test]
    public async Task Run_CameraRefusesHangsSendsGarbageAndReturns_OthersGoOnAndItRecovers()
    {
        using var bad = await RtspCamera.StartAsync(await TestClips.StillAsync());
        using var good = await RtspCamera.StartAsync(await TestClips.StillAsync());
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9",
            [new { id = "bad", subStream = bad.Address("sub") }, new { id = "good", subStream = good.Address("sub") }],
            []);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("bad", Noticed, "watching");
        await workshop.CameraBecomes("good", Noticed, "watching");

        await FailsAndRecovers(workshop, bad.RefuseAsync, bad.ServeAsync, "unreachable");
        await FailsAndRecovers(workshop, bad.HangAsync, bad.ServeAsync, "unreachable", "stalled");

        // Noise in the place of pictures: ffmpeg may make grey pictures of it or none, so there is no one state to wait for.
        await bad.SendGarbageAsync();
        await workshop.CameraGoesOn("good", pictures: 75);
        await bad.SendVideoAsync();
        await workshop.CameraBecomes("bad", Back, "watching");
        await bad.KickAsync();
        await workshop.CameraGoesOn("bad", pictures: 25);

        var steady = (await workshop.CameraAsync("good"))!.Value;
        Assert.Multiple(() =>
        {
            Assert.That(steady.GetProperty("state").GetString(), Is.EqualTo("watching"));
            Assert.That(steady.GetProperty("restarts").GetInt32(), Is.Zero, "the good camera was never interrupted");
        });
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    private static async Task FailsAndRecovers(Workshop workshop, Func<Task> fail, Func<Task> mend, params string[] states)
    {
        await fail();
        await workshop.CameraBecomes("bad", Noticed, states);
        await mend();
        await workshop.CameraBecomes("bad", Back, "watching");
    }
}

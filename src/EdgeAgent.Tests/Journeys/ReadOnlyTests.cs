using System.Net;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>What the agent keeps cannot be written when it starts, as on a worn-out disk or after a wrong chmod: it says so, waits and goes on.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReadOnlyTests
{
    [TestCase("disk")]
    [TestCase("agent.db")]
    public async Task Run_NothingCanBeWritten_IsToldAndWaitedForAndLosesNothing(string what)
    {
        var disk = SmallDisk.Mount(60_000_000);
        var data = Path.Combine(disk, "data");
        try
        {
            using var broker = await MosquittoBroker.RunAsync();
            await using var centre = await MqttListener.AtAsync(broker);
            using var workshop = await Burst.WorkshopAsync(broker.Address, new { folder = data, reserveMegabytes = 16 });
            var expected = await Burst.ReplayAsync(workshop);
            using (var first = workshop.Start())
            {
                await centre.UntilIncidentsAsync(3);
                first.Kill();
                await first.ExitAsync();
            }

            Protect(disk, data, what, true);
            using var agent = workshop.Start();
            var problem = await Eventually.Finds(
                async () => (await workshop.AskAsync("/api/waiting"))?.GetProperty("problem").GetString(), "the page says that the agent waits");
            Assert.That(problem, Does.Contain(what == "disk" ? data : what));
            using var http = new HttpClient { BaseAddress = workshop.Page };
            using var health = await http.GetAsync("/healthz");
            Assert.That(health.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            await Eventually.Holds(() => centre.Heard.Any(message => Says(message, problem)), "the centre is told in a heartbeat");
            await Eventually.Holds(() => centre.Heard.Any(message => message.Topic.EndsWith("/camera/passage", StringComparison.Ordinal) && message.As<CameraMessage>() is { State: "failed" } camera && camera.Reason == problem), "and of the camera");
            Assert.That(agent.HasExited, Is.False, agent.Transcript());

            Protect(disk, data, what, false);
            await workshop.CameraBecomes("passage", TimeSpan.FromSeconds(60), "watching", "finished");
            await Burst.UntilAllAsync(centre, expected.Select(Burst.Identity).ToHashSet());
            Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
            Assert.That(agent.Transcript(), Does.Contain("does not watch yet"));
            using var verify = await AgentProcess.RunAsync("evidence", "verify", "--config", workshop.Configuration);
            Assert.That(await verify.ExitAsync(), Is.Zero, verify.Transcript());
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [Test]
    public async Task Run_StoppedWhileItWaits_EndsInOrder()
    {
        var disk = SmallDisk.Mount(20_000_000);
        try
        {
            SmallDisk.SetReadOnly(disk, true);
            using var workshop = await Burst.WorkshopAsync("mqtt://127.0.0.1:1", new { folder = Path.Combine(disk, "data") });
            using var agent = workshop.Start();
            await Eventually.Finds<object>(async () => await workshop.AskAsync("/api/waiting"), "the agent waits");

            Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    private static bool Says(HeardMessage message, string problem) =>
        message.Topic.EndsWith("/heartbeat", StringComparison.Ordinal) && message.As<HeartbeatMessage>().Evidence?.Problem == problem;

    private static void Protect(string disk, string data, string what, bool isProtected)
    {
        if (what == "disk")
        {
            SmallDisk.SetReadOnly(disk, isProtected);
        }
        else
        {
            SmallDisk.SetImmutable(Path.Combine(data, what), isProtected);
        }
    }
}

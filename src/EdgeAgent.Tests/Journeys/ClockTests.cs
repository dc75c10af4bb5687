using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>A box without a battery boots in 1970 and is set by a time server while somebody is in view.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ClockTests
{
    [Test]
    public async Task Run_BootedIn1970AndSetWithAnIncidentOpen_IsOneIncidentThatLastedAsLongAsItWasSeen()
    {
        using var clock = new FakedClock(DateTimeOffset.UnixEpoch.AddMinutes(1));
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address, [new { id = "passage", subStream = camera.Address("sub") }], [new { rule = "intrusion", coolDownSeconds = 600 }]);
        var began = TimeProvider.System.GetTimestamp();
        using var agent = workshop.Start(clock.Environment);
        await centre.UntilAsync(_ => centre.Incidents.Count > 0);

        clock.Set(TimeProvider.System.GetUtcNow());
        var heard = await centre.UntilAsync(all => all.Any(message => Heartbeat(message)?.Clock?.LastJumpSeconds is not null));
        await workshop.OrderAsync("passage", "pause", """{"minutes":5}""");
        await centre.UntilAsync(_ => centre.Incidents.Any(incident => incident.Data.Event == IncidentEvent.Closed));
        var watched = TimeProvider.System.GetElapsedTime(began);
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());

        var events = centre.Incidents;
        Assert.That(events.Select(incident => (incident.Seq, incident.Subject)), Is.EqualTo(Enumerable.Range(1, events.Count).Select(seq => ((long)seq, events[0].Subject))));
        Assert.That((events[0].Data.Started.Year, events[0].ClockTrust), Is.EqualTo((1970, IncidentMessage.Unsure)));
        var closed = events[^1].Data;
        Assert.That(closed.Started, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(watched + TimeSpan.FromSeconds(30)));
        Assert.That(closed.Ended - closed.Started, Is.GreaterThan(TimeSpan.Zero).And.LessThan(watched));
        var jump = heard.Select(Heartbeat).Select(heartbeat => heartbeat?.Clock?.LastJumpSeconds).OfType<double>().First();
        Assert.That(DateTimeOffset.UnixEpoch.AddSeconds(jump), Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(5)));
    }

    private static HeartbeatMessage? Heartbeat(HeardMessage message) =>
        message.Topic.EndsWith("/heartbeat", StringComparison.Ordinal) ? message.As<HeartbeatMessage>() : null;
}

using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The agent ends while an incident of the whole picture is open, and is started again.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RestartTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Run_EndedWithAnIncidentOpen_TheNextRunTakesItUpAndClosesIt(bool killed)
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address, [new { id = "passage", subStream = camera.Address("sub") }], [new { rule = "intrusion" }]);
        using (var first = workshop.Start())
        {
            await centre.UntilIncidentsAsync(1);
            if (killed)
            {
                first.Kill();
            }

            Assert.That(await first.StopAsync(), killed ? Is.Not.Zero : Is.Zero, first.Transcript());
        }

        await camera.RefuseAsync();
        using var second = workshop.Start();

        // A kill before the acknowledgement was noted sends the same event again, which is no second one.
        var events = (await centre.UntilIncidentsAsync(2)).DistinctBy(message => message.Id).ToList();
        Assert.That(await second.StopAsync(), Is.Zero, second.Transcript());

        Assert.Multiple(() =>
        {
            Assert.That(events.Select(message => message.Subject).Distinct().Count(), Is.EqualTo(1), "one incident");
            Assert.That(events.Select(message => message.Data.Event), Is.EqualTo(new[] { IncidentEvent.Opened, IncidentEvent.Closed }));
        });
    }
}

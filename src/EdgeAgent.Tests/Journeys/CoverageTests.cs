using System.Text.Json;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>What was watched can be told from what nobody watched, also over a power cut.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CoverageTests
{
    [Test]
    public async Task Run_KilledAndStartedAgain_TheTimeBetweenReadsAsDown()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address, [new { id = "passage", subStream = camera.Address("sub") }], [new { rule = "intrusion" }]);
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddHours(8).DateTime);
        using (var first = workshop.Start())
        {
            await UntilAsync(workshop, day, runs => runs.Any(run => run.IsWatched && run.Seconds >= 3));
            first.Kill();
            await first.ExitAsync();
        }

        using var second = workshop.Start();
        var runs = await UntilAsync(workshop, day, runs => runs.Count(run => run.IsWatched && run.Seconds >= 2) >= 2);

        Assert.That(await second.StopAsync(), Is.Zero, second.Transcript());
        var watched = runs.Where(run => run.IsWatched && run.Seconds >= 2).ToList();
        var between = runs.Where(run => !run.IsWatched && run.From >= watched[0].To && run.To <= watched[^1].From);
        Assert.That(between.Sum(run => run.Seconds), Is.Positive, string.Join('\n', runs));

        // The last one is told at the stop.
        await centre.UntilAsync(all => all.Any(message =>
            message.Topic.EndsWith($"/summary/{day:yyyy-MM-dd}", StringComparison.Ordinal)
            && message.As<SummaryMessage>().Cameras.Single().WatchedSeconds >= 3));
    }

    private static Task<List<Run>> UntilAsync(Workshop workshop, DateOnly day, Func<List<Run>, bool> condition) => Eventually.Finds(
        async () => await workshop.AskAsync($"/api/coverage?camera=passage&day={day:yyyy-MM-dd}") is { } answer
            && Runs(answer.GetProperty("spans")) is var runs && condition(runs) ? runs : null,
        "the coverage is as expected");

    // Spans end also where somebody comes into view.
    private static List<Run> Runs(JsonElement spans)
    {
        var runs = new List<Run>();
        foreach (var span in spans.EnumerateArray())
        {
            var run = new Run(
                span.GetProperty("from").GetInt32(), span.GetProperty("to").GetInt32(), span.GetProperty("state").GetString() == "watched");
            if (runs is [.., var last] && last.IsWatched == run.IsWatched)
            {
                runs[^1] = last with { To = run.To };
            }
            else
            {
                runs.Add(run);
            }
        }

        return runs;
    }

    private sealed record Run(int From, int To, bool IsWatched)
    {
        public int Seconds => To - From;
    }
}

using EdgeAgent.Cameras;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>Ten thousand segments of one day.</summary>
public sealed class ManyRecordingsTests
{
    private const int Count = 10_000;

    [Test]
    public async Task Run_TenThousandSegments_AreListedAndTheAgentStarts()
    {
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:1", [new { id = "hall", subStream = "rtsp://127.0.0.1:1/sub" }], [new { rule = "camera_lost" }]);
        using var shelf = new Shelf(Path.Combine(Path.GetDirectoryName(workshop.Configuration)!, "data", "recordings"));
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        var start = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.FromHours(8));
        for (var number = 0; number < Count; number++)
        {
            shelf.Add("hall", start.AddSeconds(8 * number), TimeSpan.FromSeconds(8), 100);
        }

        var time = TimeProvider.System;
        _ = shelf.Anew().Find("hall", StreamRole.Main, start, start.AddSeconds(8));
        var began = time.GetTimestamp();
        var listed = shelf.Anew().Day("hall", day);
        var listing = time.GetElapsedTime(began);
        Assert.That((listed.Count, listed[0].Start), Is.EqualTo((Count, start)));

        using var empty = new Workshop("mqtt://127.0.0.1:1", [new { id = "hall", subStream = "rtsp://127.0.0.1:1/sub" }], [new { rule = "camera_lost" }]);
        began = time.GetTimestamp();
        using (empty.Start())
        {
            await Eventually.Finds<object>(async () => await empty.StatusAsync() is not null ? empty : null, "the page answers");
        }

        var without = time.GetElapsedTime(began);
        began = time.GetTimestamp();
        using var agent = workshop.Start();
        await Eventually.Finds<object>(async () => await workshop.StatusAsync() is not null ? agent : null, "the page answers");
        var starting = time.GetElapsedTime(began);
        await Eventually.Finds<object>(
            async () => await workshop.StatusAsync() is { } status && status.GetProperty("recordings").GetProperty("bytes").GetInt64() == 100 * Count ? agent : null,
            "all are counted");
        TestContext.Out.WriteLine($"listing {listing.TotalMilliseconds:0} ms, start {starting.TotalSeconds:0.0} s (without recordings {without.TotalSeconds:0.0} s), all counted after {time.GetElapsedTime(began).TotalSeconds:0.0} s");
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }
}

using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Exports;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Evidence.Exports;

public sealed class ExportDeskTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ExportRequest Request = new("kitchen", StreamRole.Main, Noon, Noon.AddSeconds(8));
    private TempFolder folder = null!;
    private SegmentIndex index = null!;

    [SetUp]
    public async Task Record()
    {
        folder = new TempFolder();
        index = new SegmentIndex(folder.File("recordings"), TimeZoneInfo.Utc);
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 8);
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public async Task Ask_Recorded_IsMadeWithItsSumAndKnownAfterARestart()
    {
        using var desk = Desk();
        await desk.StartAsync(CancellationToken.None);

        var asked = desk.Ask(Request);
        await Eventually.Holds(() => desk.All[0].IsOver, "the export is over");
        await desk.StopAsync(CancellationToken.None);

        var done = desk.All.Single();
        var video = desk.FileOf(asked.Id)!;
        Assert.That(done.Result!.Coverage, Is.EqualTo(new CoverageTotals(0, 8, 0, 0, 0)), "nobody said that it was watched");
        Assert.That((done.State, done.Progress, done.Problem), Is.EqualTo((ExportState.Done, 1.0, (string?)null)));
        Assert.That(File.ReadAllText(video + ".sha256"), Is.EqualTo($"{done.Result!.Sha256}  {Path.GetFileName(video)}\n"));
        using var later = Desk();
        Assert.That(later.All.Single() with { Result = null }, Is.EqualTo(done with { Result = null }));
        Assert.That(later.All.Single().Result!.Sha256, Is.EqualTo(done.Result.Sha256));
    }

    [Test]
    public void Ask_TooLongOrBackwardsOrNothingThere_IsRefusedWithTheReason()
    {
        using var desk = Desk();

        Assert.That(() => desk.Ask(Request with { To = Noon.AddHours(25) }), Throws.InstanceOf<ExportRefusedException>().With.Message.Contains("24 hours"));
        Assert.That(() => desk.Ask(Request with { To = Noon }), Throws.InstanceOf<ExportRefusedException>());
        Assert.That(() => desk.Ask(Request with { Camera = "../etc" }), Throws.InstanceOf<ExportRefusedException>());
        Assert.That(() => desk.Ask(Request with { Stream = StreamRole.Sub }), Throws.InstanceOf<ExportRefusedException>().With.Message.Contains("Nothing is recorded"));
        Assert.That(desk.All, Is.Empty);
    }

    [Test]
    public void Ask_DiskHasNoRoomOrTooManyThere_IsRefused()
    {
        using var full = Desk(reserve: long.MaxValue);
        using var tight = Desk(reserve: new DiskSpace(folder.Path, 0).FreeBytes - 4_000_000);
        tight.Ask(Request);
        using var desk = Desk();
        for (var number = 0; number < ExportLimits.Most; number++)
        {
            desk.Ask(Request);
        }

        Assert.That(() => full.Ask(Request), Throws.InstanceOf<ExportRefusedException>().With.Message.Contains("no room"));
        Assert.That(
            () => Enumerable.Range(0, 10).Select(_ => tight.Ask(Request)).ToList(),
            Throws.InstanceOf<ExportRefusedException>().With.Message.Contains("no room"),
            "what waits takes room too");
        Assert.That(() => desk.Ask(Request), Throws.InstanceOf<ExportRefusedException>().With.Message.Contains("Delete one"));
    }

    [Test]
    public async Task Remove_WaitingThenAgain_CancelsThenForgets()
    {
        using var desk = Desk();
        var asked = desk.Ask(Request);

        Assert.That(desk.Remove(asked.Id), Is.True);
        Assert.That(desk.All.Single().State, Is.EqualTo(ExportState.Cancelled));
        Assert.That(desk.Remove(asked.Id), Is.True);
        Assert.That(desk.All, Is.Empty);
        Assert.That(desk.Remove(asked.Id), Is.False);

        await desk.StartAsync(CancellationToken.None);
        await desk.StopAsync(CancellationToken.None);
        Assert.That(Directory.Exists(folder.File("exports")), Is.False, "what was cancelled is not made");
    }

    [Test]
    public async Task Remove_Done_DeletesAllItsFiles()
    {
        using var desk = Desk();
        await desk.StartAsync(CancellationToken.None);
        var asked = desk.Ask(Request);
        await Eventually.Holds(() => desk.All[0].IsOver, "the export is over");

        desk.Remove(asked.Id);

        Assert.That(Directory.GetFiles(folder.File("exports")), Is.Empty);
        Assert.That(desk.FileOf(asked.Id), Is.Null);
        await desk.StopAsync(CancellationToken.None);
    }

    [Test]
    public void Load_UnfinishedOrDamaged_IsPassedOver()
    {
        Directory.CreateDirectory(folder.File("exports"));
        File.WriteAllText(folder.File("exports", "a.json"), "{ rubbish");
        File.WriteAllText(folder.File("exports", "a.mp4"), "");
        File.WriteAllText(folder.File("exports", "b.mp4.partial"), "half");
        File.WriteAllText(folder.File("exports", "c.mp4"), "nobody knows of it");

        using var desk = Desk();

        Assert.That(desk.All, Is.Empty);
        Assert.That(Directory.GetFiles(folder.File("exports")).Select(Path.GetFileName), Is.EquivalentTo(new[] { "a.json", "a.mp4" }));
    }

    private ExportDesk Desk(long reserve = 0) => new(
        folder.File("exports"),
        new SpanExport(index, new VideoOptions(), TimeProvider.System),
        new CoverageLedger(folder.File("coverage"), new LocalDays(TimeZoneInfo.Utc), NullLogger<CoverageLedger>.Instance),
        new DiskSpace(folder.Path, reserve),
        new SteppingClock(),
        NullLogger<ExportDesk>.Instance);

    // Names of exports differ by their milliseconds.
    private sealed class SteppingClock : FakeTimeProvider
    {
        private int asked;

        public override DateTimeOffset GetUtcNow() => Noon.AddMilliseconds(Interlocked.Increment(ref asked));
    }
}

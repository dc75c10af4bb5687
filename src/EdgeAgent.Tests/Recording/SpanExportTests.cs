using System.Security.Cryptography;
using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Recording;

public sealed class SpanExportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private TempFolder folder = null!;
    private SegmentIndex index = null!;

    [SetUp]
    public void MakeFolder()
    {
        folder = new TempFolder();
        index = new SegmentIndex(folder.File("recordings"), TimeZoneInfo.Utc);
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [TestCase(0, 20, 20)]
    [TestCase(5, 15, 11)]
    [TestCase(7.9, 8.1, 2.2)]
    public async Task WriteAsync_SpanOfOneRecording_PlaysAsLongFromTheKeyFrameBefore(double from, double to, double expected)
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 20);
        var path = folder.File("out", "export.mp4");

        var export = await WriteAsync(from, to, path);

        Assert.That(await Players.SecondsAsync(path), Is.EqualTo(expected).Within(0.25), "key frames are 2 s apart, fragments 0.2 s");
        Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
        Assert.That(export.Sha256, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))));
        Assert.That(export.Bytes, Is.EqualTo(new FileInfo(path).Length));
        Assert.That(Directory.GetFiles(folder.File("out")), Has.Length.EqualTo(1), "nothing else is left behind");
    }

    [Test]
    public async Task WriteAsync_GapWithin_LeavesItOutAndTellsTheParts()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 8);
        await RecordedFootage.WriteAsync(index, "kitchen", Noon.AddSeconds(60), 8);
        var path = folder.File("export.mp4");

        var export = await WriteAsync(0, 100, path);

        Assert.That(await Players.SecondsAsync(path), Is.EqualTo(16).Within(0.25));
        Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
        Assert.That(export.Parts.Select(part => ((part.From - Noon).TotalSeconds, Math.Round((part.To - Noon).TotalSeconds))), Is.EqualTo(new[] { (0.0, 8.0), (60.0, 68.0) }));
    }

    [Test]
    public async Task WriteAsync_H265_IsH265()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 8, clip: await TestClips.SubH265Async());
        var path = folder.File("export.mp4");

        await WriteAsync(0, 8, path);

        Assert.That(await Players.SecondsAsync(path), Is.EqualTo(8).Within(0.5));
        Assert.That(await Players.ComplaintsAsync(path), Is.Empty);
    }

    [Test]
    public async Task WriteAsync_PictureChangesItsSize_SaysWhen()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 4);
        await RecordedFootage.WriteAsync(index, "kitchen", Noon.AddSeconds(10), 4, clip: await TestClips.SubAsync());

        Assert.That(
            () => WriteAsync(0, 20, folder.File("export.mp4")),
            Throws.InstanceOf<InvalidDataException>().With.Message.Contains("2026-03-01 12:00:10Z"));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public void WriteAsync_NothingRecorded_SaysSo() =>
        Assert.That(() => WriteAsync(0, 20, folder.File("export.mp4")), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("nothing is recorded"));

    [Test]
    public async Task WriteAsync_SegmentDeletedMeanwhile_IsMissingAndCounted()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 20);
        var gone = index.Find("kitchen", StreamRole.Main, Noon, Noon.AddSeconds(20))[2];

        var export = await WriteAsync(0, 20, folder.File("export.mp4"), _ => File.Delete(index.PathOf("kitchen", gone)));

        Assert.That(export.Missing, Is.EqualTo(gone.Duration));
        Assert.That(export.Parts, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task WriteAsync_SegmentDamagedOrUnreadable_IsMissingAndTheRestPlays()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 30);
        var segments = index.Find("kitchen", StreamRole.Main, Noon, Noon.AddSeconds(30));
        var (spoilt, cut) = (index.PathOf("kitchen", segments[1]), index.PathOf("kitchen", segments[2]));
        var bytes = await File.ReadAllBytesAsync(spoilt);
        bytes.AsSpan(bytes.AsSpan().IndexOf("tfhd"u8), 4).Fill((byte)'x');
        await File.WriteAllBytesAsync(spoilt, bytes);
        await File.WriteAllBytesAsync(cut, (await File.ReadAllBytesAsync(cut))[..500]);

        var export = await WriteAsync(0, 30, folder.File("export.mp4"));

        Assert.That(export.Missing, Is.EqualTo(segments[1].Duration + segments[2].Duration));
        Assert.That(await Players.ComplaintsAsync(folder.File("export.mp4")), Is.Empty);
        Assert.That(await Players.SecondsAsync(folder.File("export.mp4")), Is.EqualTo(30 - export.Missing.TotalSeconds).Within(0.25));
    }

    [Test]
    public async Task WriteAsync_NothingCanBeRead_SaysSo()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 4);
        foreach (var segment in index.Find("kitchen", StreamRole.Main, Noon, Noon.AddSeconds(4)))
        {
            await File.WriteAllTextAsync(index.PathOf("kitchen", segment), "rubbish");
        }

        Assert.That(() => WriteAsync(0, 4, folder.File("export.mp4")), Throws.InstanceOf<InvalidDataException>().With.Message.Contains("cannot be read"));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    [Test]
    public async Task WriteAsync_Cancelled_LeavesNothing()
    {
        await RecordedFootage.WriteAsync(index, "kitchen", Noon, 20);
        using var stop = new CancellationTokenSource();

        var export = new SpanExport(index, new VideoOptions(), TimeProvider.System).WriteAsync(
            "kitchen", StreamRole.Main, Noon, Noon.AddSeconds(20), folder.File("export.mp4"), _ => stop.Cancel(), stop.Token);

        Assert.That(async () => await export, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    private Task<ExportedSpan> WriteAsync(double from, double to, string path, Action<double>? progress = null) =>
        new SpanExport(index, new VideoOptions(), TimeProvider.System).WriteAsync(
            "kitchen", StreamRole.Main, Noon.AddSeconds(from), Noon.AddSeconds(to), path, progress ?? (_ => { }), CancellationToken.None);
}

using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Video;

public sealed class ClipFrameSourceTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 22, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task ReadAsync_WholeClip_GivesEachPictureAtItsOwnTime()
    {
        var source = Clip(await TestClips.SubAsync());

        var pictures = await Reading.TakeAsync(source);

        Assert.That(pictures.Select(picture => picture.At), Is.EqualTo(Enumerable.Range(0, 100).Select(i => Start.AddMilliseconds(i * 200))));
        Assert.That(pictures.Select(picture => (picture.Width, picture.Height)), Has.All.EqualTo((640, 360)));
        Assert.That(source.Dropped, Is.Zero);
    }

    [Test]
    public async Task ReadAsync_OtherRateAndWidth_AreAsAsked()
    {
        var source = Clip(await TestClips.SubAsync(), Reading.Options with { FramesPerSecond = 2, Width = 322 });

        var pictures = await Reading.TakeAsync(source);

        Assert.That(pictures, Has.Count.EqualTo(40));
        Assert.That(pictures[^1].At, Is.EqualTo(Start.AddSeconds(19.5)));
        Assert.That(pictures[0].Width, Is.EqualTo(322));
        Assert.That(pictures[0].Height % 2, Is.Zero);
    }

    [Test]
    public async Task ReadAsync_Loop_BeginsAnewAtTheEndWithTimeGoingOn()
    {
        var source = new ClipFrameSource(
            new ClipOptions { File = await TestClips.SubAsync(), RealTime = false, Loop = true, StartsAt = Start }, Reading.Options, TimeProvider.System);

        var pictures = await Reading.TakeAsync(source, 130);

        Assert.That(pictures[^1].At, Is.EqualTo(Start.AddMilliseconds(129 * 200)));
    }

    [Test]
    public async Task ReadAsync_NoStartGiven_IsStampedByTheClock()
    {
        var time = new FakeTimeProvider(Start);
        var source = new ClipFrameSource(new ClipOptions { File = await TestClips.SubAsync(), RealTime = false, Loop = false }, Reading.Options, time);

        Assert.That((await Reading.TakeAsync(source, 2)).Select(picture => picture.At), Has.All.EqualTo(Start));
    }

    [Test]
    public void ReadAsync_FileMissing_NamesIt()
    {
        var failure = Reading.Failure(Clip("/nowhere/clip.mp4"));

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.NotInstalled));
        Assert.That(failure.Message, Does.Contain("/nowhere/clip.mp4"));
    }

    [TestCase("no video at all, only text")]
    [TestCase("")]
    public void ReadAsync_NoVideo_IsGarbage(string content)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("clip.mp4"), content);

        Assert.That(Reading.Failure(Clip(folder.File("clip.mp4"))).Reason, Is.EqualTo(StreamFailure.Garbage));
    }

    [Test]
    public async Task ReadAsync_SoundOnly_HasNoPictureToDecode()
    {
        using var folder = new TempFolder();
        using var made = await ChildProcess.RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine", "-t", "1", folder.File("sound.wav"));
        Assert.That(await made.ExitAsync(), Is.Zero, made.Transcript());

        Assert.That(Reading.Failure(Clip(folder.File("sound.wav"))).Reason, Is.EqualTo(StreamFailure.UnsupportedCodec));
    }

    [Test]
    public async Task ReadAsync_DamagedInTheMiddle_IsReadToItsEnd()
    {
        using var folder = new TempFolder();
        var bytes = await File.ReadAllBytesAsync(await TestClips.SubAsync());
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 5, 100_000));
        await File.WriteAllBytesAsync(folder.File("clip.mp4"), bytes);

        Assert.That(await Reading.TakeAsync(Clip(folder.File("clip.mp4"))), Has.Count.GreaterThan(90));
    }

    [Test]
    public void ReadAsync_NameLooksLikeAnOption_IsAFileAllTheSame()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("-version"), "no video");

        Assert.That(Reading.Failure(Clip(folder.File("-version"))).Reason, Is.EqualTo(StreamFailure.Garbage));
    }

    [Test]
    public async Task ReadAsync_NoFfmpeg_SaysWhatToInstall()
    {
        var failure = Reading.Failure(Clip(await TestClips.SubAsync(), Reading.Options with { Ffmpeg = "/nowhere/ffmpeg" }));

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.NotInstalled));
        Assert.That(failure.Message, Does.Contain("/nowhere/ffmpeg").And.Contain("video.ffmpeg"));
    }

    private static ClipFrameSource Clip(string file, VideoOptions? options = null) =>
        new(new ClipOptions { File = file, RealTime = false, Loop = false, StartsAt = Start }, options ?? Reading.Options, TimeProvider.System);
}

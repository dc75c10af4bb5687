using System.Net;
using System.Net.Sockets;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using EdgeAgent.Video.Push;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Video.Push;

/// <summary>Pushes to real servers: ffmpeg that listens.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class MediaPushTests
{
    private readonly TempFolder folder = new();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [TestCase("rtmp", "", "")]
    [TestCase("rtsp", "", "")]
    [TestCase("srt", "&passphrase=hunter2hunter2", "?streamid=publish:door&passphrase=hunter2hunter2")]
    public async Task RunAsync_Server_GetsThePacketsAsTheyAre(string scheme, string receiving, string sending)
    {
        using var receiver = await MediaReceiver.StartAsync(scheme, receiving);
        var footage = await FragmentedClip.OfAsync(await TestClips.SubAsync(), 4);

        var pushed = await RunAsync(receiver.Address + sending, input => input.Write(footage.Bytes));

        var (codecs, seconds) = await receiver.EndAsync();
        Assert.That(codecs, Is.EqualTo("h264"));
        Assert.That(seconds, Is.EqualTo(3.8).Within(0.3));
        Assert.That(pushed.TotalSeconds, Is.EqualTo(3.8).Within(0.3));
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty, "the hidden options are gone");
    }

    [TestCase("rtsp")]
    [TestCase("srt")]
    public async Task RunAsync_H265_StaysH265(string scheme)
    {
        using var receiver = await MediaReceiver.StartAsync(scheme);
        var footage = await FragmentedClip.OfAsync(await TestClips.SubH265Async(), 4);

        await RunAsync(receiver.Address, input => input.Write(footage.Bytes));

        Assert.That((await receiver.EndAsync()).Codecs, Is.EqualTo("hevc"));
    }

    [TestCase("rtmp")]
    [TestCase("rtsp")]
    [TestCase("srt")]
    public async Task RunAsync_RecordedWithSound_SoundGoesAlong(string scheme)
    {
        using var receiver = await MediaReceiver.StartAsync(scheme);
        var clip = folder.File("sound.mp4");
        using var making = await ChildProcess.RunAsync(
            "ffmpeg", "-v", "error", "-i", await TestClips.SubAsync(), "-f", "lavfi", "-i", "sine=d=3:r=16000", "-t", "3", "-map", "0:v", "-map", "1:a",
            "-c:v", "copy", "-c:a", "aac", "-ac", "1", "-movflags", "+frag_keyframe+empty_moov+default_base_moof", clip);
        Assert.That(await making.ExitAsync(), Is.Zero, making.Transcript());

        await RunAsync(receiver.Address, input => input.Write(File.ReadAllBytes(clip)));

        Assert.That((await receiver.EndAsync()).Codecs, Is.EqualTo("h264,aac"));
    }

    [Test]
    public async Task RunAsync_H265OverRtmp_SaysWhatToDo()
    {
        using var receiver = await MediaReceiver.StartAsync("rtmp");
        var footage = await FragmentedClip.OfAsync(await TestClips.SubH265Async(), 2);

        Assert.That(
            () => RunAsync(receiver.Address, input => input.Write(footage.Bytes)),
            Throws.InstanceOf<StreamException>().With.Message.Contains("H.265").And.Message.Contains("RTSP or SRT"));
    }

    [Test]
    public async Task RunAsync_Running_HoldsNoSecretOnItsCommandLine()
    {
        using var receiver = await MediaReceiver.StartAsync("rtmp");
        var footage = await FragmentedClip.SubAsync();
        using var stop = new CancellationTokenSource();

        var pushing = RunAsync(receiver.Address, input => input.Write(footage.Bytes), stop: stop.Token);
        await Eventually.Holds(() => receiver.HasBegun || pushing.IsCompleted, "video comes");

        var commandLines = Directory.GetDirectories("/proc").Select(CommandLine).Where(line => line.Contains(receiver.Server, StringComparison.Ordinal)).ToList();
        await stop.CancelAsync();
        await pushing;
        Assert.That(commandLines.Where(line => line.Contains("no_duration_filesize", StringComparison.Ordinal)), Is.All.Not.Contains("hunter2").And.Exactly(1).Items);
    }

    [Test]
    public async Task RunAsync_Stopped_IsWellAndTellsHowMuchWasPushed()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        var footage = await FragmentedClip.SubAsync();
        using var stop = new CancellationTokenSource();

        var pushing = RunAsync(receiver.Address, input => input.Write(footage.Bytes), stop: stop.Token);
        await Eventually.Holds(() => receiver.HasBegun || pushing.IsCompleted, "video comes");
        await stop.CancelAsync();

        Assert.That((await pushing).TotalSeconds, Is.GreaterThan(0).And.LessThan(19));
    }

    [TestCase("rtmp")]
    [TestCase("rtsp")]
    public async Task RunAsync_ServerDies_FailsWithoutTheKey(string scheme)
    {
        using var receiver = await MediaReceiver.StartAsync(scheme);
        var footage = await FragmentedClip.SubAsync();

        var pushing = RunAsync(receiver.Address, input => input.Write(footage.Bytes));
        await Eventually.Holds(() => receiver.HasBegun || pushing.IsCompleted, "video comes");
        receiver.Kill();

        Assert.That(async () => await pushing, Throws.InstanceOf<StreamException>().With.Message.Not.Contains("hunter2").And.Message.Not.Empty);
    }

    [TestCase("rtmp")]
    [TestCase("rtsp")]
    public async Task RunAsync_NobodyListens_SaysSo(string scheme)
    {
        using var closed = new ClosedPort();
        var footage = await FragmentedClip.SubAsync();

        Assert.That(
            () => RunAsync($"{scheme}://127.0.0.1:{closed.Number}/live/hunter2", input => input.Write(footage.Bytes)),
            Throws.InstanceOf<StreamException>().With.Message.Contains("refused").And.Message.Not.Contains("hunter2"));
    }

    [TestCase("rtmp")]
    [TestCase("rtsp")]
    public async Task RunAsync_ServerNeverAnswers_IsGivenUp(string scheme)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new FakeTimeProvider();
        var footage = await FragmentedClip.SubAsync();

        var pushing = RunAsync($"{scheme}://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/live/door", input => input.Write(footage.Bytes), time);
        await Eventually.Holds(() => Passes(time, pushing), "it is given up");

        Assert.That(async () => await pushing, Throws.InstanceOf<StreamException>().With.Message.Contains("took nothing for 15 s"));
    }

    [Test]
    public async Task RunAsync_TakesLongerThanItMay_IsEnded()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        var footage = await FragmentedClip.SubAsync();
        var time = new FakeTimeProvider();

        var pushing = RunAsync(receiver.Address, input => input.Write(footage.Bytes), time, limit: TimeSpan.FromSeconds(3));
        await Eventually.Holds(() => receiver.HasBegun || pushing.IsCompleted, "video comes");
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.That(async () => await pushing, Throws.InstanceOf<StreamException>().With.Message.Contains("within 3 s"));
    }

    [Test]
    public async Task RunAsync_FeedFails_SaysWhy()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        var footage = await FragmentedClip.OfAsync(await TestClips.SubAsync(), 2);

        Assert.That(
            () => RunAsync(receiver.Address, input =>
            {
                input.Write(footage.Bytes);
                throw new InvalidDataException("the recording has a hole");
            }),
            Throws.InstanceOf<StreamException>().With.Message.EqualTo("the recording has a hole"));
    }

    [Test]
    public void New_OptionsLeftByAPowerCut_AreGone()
    {
        File.WriteAllText(folder.File("push.preset"), "rtmp_playpath=hunter2");

        _ = new MediaPush(new VideoOptions(), folder.Path, TimeProvider.System);

        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }

    private Task<TimeSpan> RunAsync(
        string address, Action<FfmpegInput> feed, TimeProvider? time = null, TimeSpan? limit = null, CancellationToken stop = default) =>
        new MediaPush(new VideoOptions(), folder.Path, time ?? TimeProvider.System).RunAsync(
            PushTarget.Of(MediaAddress.Read(address).Address!, null, null).Target!, true, feed, limit ?? TimeSpan.FromMinutes(5), stop, CancellationToken.None);

    private static bool Passes(FakeTimeProvider time, Task pushing)
    {
        time.Advance(TimeSpan.FromSeconds(0.2));
        return pushing.IsCompleted;
    }

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

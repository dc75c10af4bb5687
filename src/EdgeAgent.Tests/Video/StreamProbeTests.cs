using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

[Parallelizable(ParallelScope.Self)]
public sealed class StreamProbeTests
{
    private static readonly CameraLogin Login = new(RtspCamera.User, RtspCamera.Password);

    [TestCase(RtspLogin.Digest, RtspTransport.Tcp, "tcp")]
    [TestCase(RtspLogin.Basic, RtspTransport.Udp, "udp")]
    public async Task MeasureAsync_LiveStream_TellsWhatItIs(RtspLogin login, RtspTransport transport, string used)
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, login, transport);
        var probe = Probe(camera, "sub", Login);

        var figures = await probe.MeasureAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That((figures.Codec, figures.Width, figures.Height, figures.HasBFrames), Is.EqualTo(("h264", 640, 360, false)));
            Assert.That(figures.PicturesPerSecond, Is.EqualTo(5).Within(1));
            Assert.That(figures.KeyFrameSeconds, Is.EqualTo(2).Within(1));
            Assert.That(figures.KilobitsPerSecond, Is.GreaterThan(20));
            Assert.That(probe.Transport, Is.EqualTo(used));
        });
    }

    [Test]
    public async Task MeasureAsync_StreamWithBFrames_SaysSo()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.MainWithBFramesAsync());

        var figures = await Probe(camera, "sub", null).MeasureAsync(CancellationToken.None);

        Assert.That(figures.HasBFrames, Is.True);
    }

    [Test]
    public async Task MeasureAsync_H265_IsNamed()
    {
        var figures = await StreamProbe.OfClip(await TestClips.SubH265Async(), new VideoOptions(), TimeProvider.System).MeasureAsync(CancellationToken.None);

        Assert.That((figures.Codec, figures.HasBFrames), Is.EqualTo(("hevc", false)));
    }

    [Test]
    public async Task TakePictureAsync_LiveStream_IsAWholePicture()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);

        var picture = StillPicture.Read(await Probe(camera, "sub", Login).TakePictureAsync(CancellationToken.None));

        Assert.That(picture, Is.Not.Null);
        Assert.Multiple(() =>
        {
            Assert.That((picture!.Width, picture.Height), Is.EqualTo((640, 360)));
            Assert.That(picture.Contrast, Is.GreaterThan(20));
            Assert.That(StillPicture.Read(picture.Reduced(320))!.Height, Is.EqualTo(180));
        });
    }

    [TestCase("sub", "wrong", StreamFailure.LoginRefused)]
    [TestCase("nothing", RtspCamera.Password, StreamFailure.NoSuchStream)]
    public async Task Probe_CameraRefuses_SaysWhyAndNeverThePassword(string stream, string password, StreamFailure reason)
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        var probe = Probe(camera, stream, new CameraLogin(RtspCamera.User, password));

        var measured = Assert.ThrowsAsync<StreamException>(() => probe.MeasureAsync(CancellationToken.None));
        var taken = Assert.ThrowsAsync<StreamException>(() => probe.TakePictureAsync(CancellationToken.None));

        Assert.Multiple(() =>
        {
            Assert.That(measured!.Reason, Is.EqualTo(reason));
            Assert.That(taken!.Reason, Is.EqualTo(reason));
            Assert.That(measured.Message + taken.Message, Does.Not.Contain(password).And.Not.Contain(Uri.EscapeDataString(password)));
        });
    }

    [Test]
    public async Task MeasureAsync_Cancelled_EndsItsProcess()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.HangAsync();
        using var stop = new CancellationTokenSource();
        var measuring = Probe(camera, "sub", null).MeasureAsync(stop.Token);

        await stop.CancelAsync();

        Assert.That(() => measuring, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task MeasureAsync_CameraHangsUp_IsNotMeasuredByWhatCameBefore()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await using var cut = TcpProxy.Start(camera.Port, most: 100_000);
        var probe = StreamProbe.OfStream($"rtsp://127.0.0.1:{cut.Port}/sub", null, Logins.Gate(), new VideoOptions(), TimeProvider.System);

        var failure = Assert.ThrowsAsync<StreamException>(() => probe.MeasureAsync(CancellationToken.None));

        Assert.That(failure!.Reason, Is.EqualTo(StreamFailure.Ended), failure.Message);
    }

    [Test]
    public async Task TakePictureAsync_CameraTakesTheConnectionAndNeverAnswers_IsUnreachable()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.HangAsync();

        var failure = Assert.ThrowsAsync<StreamException>(() => Probe(camera, "sub", null).TakePictureAsync(CancellationToken.None));

        Assert.That((failure!.Reason, failure.Message), Is.EqualTo((StreamFailure.Unreachable, $"127.0.0.1:{camera.Port} takes connections but does not answer")));
    }

    [Test]
    public void MeasureAsync_ProgramMissing_SaysWhatToInstall()
    {
        var probe = StreamProbe.OfClip("x.mp4", new VideoOptions { Ffmpeg = "/nowhere/ffmpeg" }, TimeProvider.System);

        var failure = Assert.ThrowsAsync<StreamException>(() => probe.MeasureAsync(CancellationToken.None));

        Assert.That(failure!.Message, Does.Contain("/nowhere/ffprobe").And.Contain("install ffmpeg"));
    }

    private static StreamProbe Probe(RtspCamera camera, string stream, CameraLogin? login) =>
        StreamProbe.OfStream(camera.Address(stream).ToString(), login, Logins.Gate(), new VideoOptions(), TimeProvider.System);
}

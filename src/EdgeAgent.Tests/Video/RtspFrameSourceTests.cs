using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

[Platform("Linux")]
[Parallelizable(ParallelScope.Children)]
public sealed class RtspFrameSourceTests
{
    private static readonly VideoOptions ShortStall = Reading.Options with { StallSeconds = 2.5 };

    [Test]
    public async Task ReadAsync_DigestLogin_GivesPicturesOfNow()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        var before = TimeProvider.System.GetUtcNow();

        var pictures = await Reading.TakeAsync(Reading.Of(camera), 4);

        Assert.That(pictures.Select(picture => (picture.Width, picture.Height)), Has.All.EqualTo((640, 360)));
        Assert.That(pictures.Select(picture => picture.At), Is.Ordered);
        Assert.That(pictures.Select(picture => picture.At), Has.All.InRange(before, TimeProvider.System.GetUtcNow()));
    }

    [Test, NonParallelizable]
    public async Task ReadAsync_CameraWithLogin_StandsOnNoCommandLine()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        var before = ProcessTree.Ffmpegs(Environment.ProcessId);

        await foreach (var frame in Reading.Of(camera).ReadAsync(CancellationToken.None))
        {
            frame.Dispose();
            var own = ProcessTree.Ffmpegs(Environment.ProcessId).Except(before).ToList();
            var commandLines = await Task.WhenAll(own.Select(id => File.ReadAllTextAsync($"/proc/{id}/cmdline")));
            Assert.That(commandLines, Has.Length.EqualTo(1).And.All.Contains("concat"));
            Assert.That(commandLines, Has.None.Contains(RtspCamera.User).And.None.Contains(Uri.EscapeDataString(RtspCamera.Password)));
            break;
        }
    }

    [Test]
    public async Task ReadAsync_H265_GivesPictures()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubH265Async());

        var pictures = await Reading.TakeAsync(Reading.Of(camera, password: null), 2);

        Assert.That(pictures.Select(picture => (picture.Width, picture.Height)), Has.All.EqualTo((640, 360)));
    }

    [TestCase(RtspSound.Pcmu)]
    [TestCase(RtspSound.Pcma)]
    public async Task ReadAsync_SoundBesideThePictures_GivesPictures(RtspSound sound)
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, sound: sound);

        var pictures = await Reading.TakeAsync(Reading.Of(camera, password: null), 10);

        Assert.That(pictures.Select(picture => (picture.Width, picture.Height)), Has.All.EqualTo((640, 360)));
    }

    [Test]
    public async Task ReadAsync_KeyFramesFarApart_BeginsWithTheFirstOne()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.StillSparseAsync());

        var pictures = await Reading.TakeAsync(Reading.Of(camera, password: null, options: Reading.Options with { StallSeconds = 12 }), 2);

        Assert.That(pictures, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task ReadAsync_WiderThanAsked_IsMadeSmallerInProportion()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());

        var picture = (await Reading.TakeAsync(Reading.Of(camera, password: null, options: Reading.Options with { Width = 320 }), 1)).Single();

        Assert.That((picture.Width, picture.Height), Is.EqualTo((320, 180)));
    }

    [Test]
    public async Task ReadAsync_CameraSendsOverUdpOnly_TheNextReadingDoes()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, transport: RtspTransport.Udp);
        var source = Reading.Of(camera, password: null);

        Assert.That(Reading.Failure(source).Reason, Is.EqualTo(StreamFailure.TransportRefused));
        Assert.That(await Reading.TakeAsync(source, 2), Has.Count.EqualTo(2));
    }

    [TestCase(RtspLogin.Basic)]
    [TestCase(RtspLogin.Digest)]
    public async Task ReadAsync_PasswordWrong_IsToldWithoutIt(RtspLogin login)
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), login);

        var failure = Reading.Failure(Reading.Of(camera, password: "hunter2/+"));

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.LoginRefused));
        Assert.That(failure.Message, Does.Contain("401").And.Not.Contain("hunter2").And.Not.Contain(RtspCamera.User));
    }

    [Test]
    public void ReadAsync_PasswordsVariableNotSet_IsAFailureOfThisCamera()
    {
        var source = Reading.Of(
            new CameraOptions { Id = "kitchen", MainStream = "rtsp://127.0.0.1:1/main", User = "admin", Password = new("env:EDGEAGENT_NOT_SET") },
            StreamRole.Main);

        var failure = Reading.Failure(source);

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.LoginRefused));
        Assert.That(failure.Message, Does.Contain("EDGEAGENT_NOT_SET"));
    }

    [Test]
    public void ReadAsync_OnvifCameraAway_IsUnreachable()
    {
        var source = Reading.Of(
            new CameraOptions { Id = "kitchen", Onvif = new OnvifOptions { Address = $"127.0.0.1:{FreePort.Next()}" } }, StreamRole.Sub);

        Assert.That(Reading.Failure(source).Reason, Is.EqualTo(StreamFailure.Unreachable));
    }

    [Test]
    public async Task ReadAsync_UnknownPath_IsTold()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());

        Assert.That(Reading.Failure(Reading.Of(camera, "attic", password: null)).Reason, Is.EqualTo(StreamFailure.NoSuchStream));
    }

    [Test]
    public async Task ReadAsync_NobodyListens_IsUnreachableAndBackWhenTheCameraIs()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        var source = Reading.Of(camera, password: null);
        await camera.RefuseAsync();
        Assert.That(Reading.Failure(source).Reason, Is.EqualTo(StreamFailure.Unreachable));

        await camera.ServeAsync();

        Assert.That(await Reading.TakeAsync(source, 1), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task ReadAsync_CameraFallsSilent_IsStalledAfterThePicturesBefore()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        var seen = 0;

        var failure = Assert.ThrowsAsync<StreamException>(async () =>
        {
            await foreach (var frame in Reading.Of(camera, password: null, options: Reading.Options with { StallSeconds = 6 }).ReadAsync(CancellationToken.None))
            {
                frame.Dispose();
                if (++seen == 2)
                {
                    await camera.StallAsync(TimeSpan.FromSeconds(60));
                }
            }
        })!;

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.Stalled));
        Assert.That(seen, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task ReadAsync_CameraSendsGarbage_IsAStreamException()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.SendGarbageAsync();

        Assert.That(
            Reading.Failure(Reading.Of(camera, password: null, options: ShortStall)).Reason,
            Is.AnyOf(StreamFailure.Stalled, StreamFailure.Garbage, StreamFailure.UnsupportedCodec));
    }

    [Test]
    public async Task ReadAsync_ConnectionDropped_HasEnded()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());

        var failure = Assert.ThrowsAsync<StreamException>(async () =>
        {
            var seen = 0;
            await foreach (var frame in Reading.Of(camera, password: null).ReadAsync(CancellationToken.None))
            {
                frame.Dispose();
                if (++seen == 1)
                {
                    await camera.KickAsync();
                }
            }
        })!;

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.Ended));
    }

    [Test]
    public async Task ReadAsync_SlowReader_GetsTheNewestAndCountsTheRest()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        var source = Reading.Of(camera, password: null);
        await using var pictures = source.ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.That(await pictures.MoveNextAsync());
        pictures.Current.Dispose();

        await Eventually.Holds(() => source.Dropped >= 3, "pictures that nobody takes are dropped");
        var waiting = TimeProvider.System.GetUtcNow();
        Assert.That(await pictures.MoveNextAsync());
        using var newest = pictures.Current;

        Assert.That(waiting - newest.CapturedAt, Is.LessThan(TimeSpan.FromSeconds(5)));
    }

    [Test, NonParallelizable]
    public async Task ReadAsync_Cancelled_EndsItsFfmpeg()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        var before = ProcessTree.Ffmpegs(Environment.ProcessId);
        using var ending = new CancellationTokenSource();
        IReadOnlyList<int> own = [];

        Assert.That(
            async () =>
            {
                await foreach (var frame in Reading.Of(camera, password: null).ReadAsync(ending.Token))
                {
                    frame.Dispose();
                    own = [.. ProcessTree.Ffmpegs(Environment.ProcessId).Except(before)];
                    await ending.CancelAsync();
                }
            },
            Throws.InstanceOf<OperationCanceledException>());

        Assert.That(own, Has.Count.EqualTo(1));
        Assert.That(ProcessTree.IsRunning(own[0]), Is.False);
    }
}

using System.Net.Sockets;

namespace EdgeAgent.Tests.Support;

/// <summary>The stand-in is only worth its tests if a player that nobody here wrote takes it for a camera.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RtspCameraTests
{
    // Microseconds: ffmpeg would look at a stream for 5 s before it begins.
    private const string ShortLook = "500000";

    private static readonly string[] Sizes = ["h264,640,360", "hevc,640,360"];

    [TestCase("tcp", RtspLogin.None)]
    [TestCase("tcp", RtspLogin.Basic)]
    [TestCase("tcp", RtspLogin.Digest)]
    [TestCase("udp", RtspLogin.Digest)]
    public async Task Stream_LoginRight_IsPlayed(string transport, RtspLogin login)
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["hevc"] = await TestClips.SubH265Async() }, login);

        using var sub = await ProbeAsync(WithLogin(camera.Address("sub"), RtspCamera.Password), transport);
        using var hevc = await ProbeAsync(WithLogin(camera.Address("hevc"), RtspCamera.Password), transport);

        Assert.That(new[] { sub, hevc }.Select(probe => string.Concat(probe.Output)), Is.EqualTo(Sizes), sub.Transcript());
    }

    [TestCase(RtspSound.Pcmu, "pcm_mulaw")]
    [TestCase(RtspSound.Pcma, "pcm_alaw")]
    public async Task Stream_WithSound_PlaysPicturesAndSound(RtspSound sound, string codec)
    {
        using var camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, sound: sound);

        using var probe = await ChildProcess.RunAsync(
            "ffprobe", "-v", "error", "-analyzeduration", ShortLook, "-rtsp_transport", "tcp", "-show_entries", "stream=codec_name", "-of", "csv=p=0", camera.Address("sub").AbsoluteUri);

        Assert.That(probe.Output, Is.EqualTo(new[] { "h264", codec }), probe.Transcript());
    }

    [TestCase(RtspLogin.Basic)]
    [TestCase(RtspLogin.Digest)]
    public async Task Stream_PasswordWrong_IsRefused(RtspLogin login)
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), login);

        using var probe = await ProbeAsync(WithLogin(camera.Address("sub"), "wrong"), "tcp");

        Assert.That(probe.Transcript(), Does.Contain("401 Unauthorized"));
        Assert.That(camera.RefusedLogins, Is.EqualTo(1));
    }

    [Test]
    public async Task ChangePassword_ClientPlaying_IsDroppedAndTheOldOneIsRefused()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        using var player = Play(WithLogin(camera.Address("sub"), RtspCamera.Password));
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.ChangePasswordAsync("another one");

        await Eventually.Holds(() => player.HasExited, "the player has lost its stream");
        using var old = await ProbeAsync(WithLogin(camera.Address("sub"), RtspCamera.Password), "tcp");
        using var present = await ProbeAsync(WithLogin(camera.Address("sub"), "another one"), "tcp");
        Assert.That(old.Transcript(), Does.Contain("401 Unauthorized"));
        Assert.That(string.Concat(present.Output), Is.EqualTo(Sizes[0]), present.Transcript());
    }

    [TestCase(RtspTransport.Tcp, "udp")]
    [TestCase(RtspTransport.Udp, "tcp")]
    public async Task Stream_OtherTransportOnly_IsRefused(RtspTransport allowed, string asked)
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync() }, transport: allowed);

        using var probe = await ProbeAsync(camera.Address("sub"), asked);

        Assert.That(probe.Transcript(), Does.Contain("461 Unsupported transport").IgnoreCase);
    }

    [Test]
    public async Task Kick_ClientPlaying_EndsItsStream()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.KickAsync();

        await Eventually.Holds(() => player.HasExited, "the player has lost its stream");
    }

    [Test]
    public async Task Stall_ClientPlaying_SendsNothingUntilItIsOver()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.StallAsync(TimeSpan.FromSeconds(4));
        await Eventually.Holds(() => LongestGap(player) > 3, "the gap of the stall shows in the timestamps");

        Assert.That(player.HasExited, Is.False);
    }

    [Test]
    public async Task SendGarbage_ClientPlaying_CannotBeDecodedUntilVideoIsBack()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.SendGarbageAsync();
        await Eventually.Holds(() => player.Errors.Count > 5, "the decoder complains");
        await camera.SendVideoAsync();
        var pictures = Pictures(player);

        await Eventually.Holds(() => Pictures(player) > pictures + 10, "pictures arrive again");
    }

    [Test]
    public async Task SendRubbish_ClientPlaying_SomePicturesBreakAndTheConnectionStays()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.SendRubbishAsync(every: 3);
        await Eventually.Holds(() => player.Errors.Count > 5, "the decoder complains");
        var pictures = Pictures(player);
        await Eventually.Holds(() => Pictures(player) > pictures + 5, "pictures arrive among the rubbish");

        Assert.That(player.HasExited, Is.False);
    }

    [Test]
    public async Task Freeze_ClientPlaying_GetsTheSamePictureUntilVideoIsBack()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");
        Assert.That(SameAtTheEnd(player), Is.LessThan(3));

        await camera.FreezeAsync();
        await Eventually.Holds(() => SameAtTheEnd(player) > 10, "the same picture again and again");
        await camera.SendVideoAsync();

        await Eventually.Holds(() => SameAtTheEnd(player) == 1, "other pictures again");
    }

    [Test]
    public async Task Play_ClientPlaying_GetsTheOtherRecordingInTheSameConnection()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.StillAsync());
        using var player = Play(camera, "-vf", "showinfo");
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.PlayAsync("sub", await TestClips.MainAsync());

        await Eventually.Holds(() => player.Errors.Any(line => line.Contains(" s:1920x1080 ", StringComparison.Ordinal)), "larger pictures");
        Assert.That(player.HasExited, Is.False);
    }

    [TestCase(7200)]
    [TestCase(-7200)]
    public async Task Jump_ClientPlaying_MovesTheTimestampsAndPicturesFlowOn(int seconds)
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        using var player = Play(camera);
        await Eventually.Holds(() => Pictures(player) > 0, "a picture arrives");

        await camera.JumpAsync(TimeSpan.FromSeconds(seconds));

        // A player takes a step back for a counter of 32 bits that has run over.
        await Eventually.Holds(() => LongestGap(player) > 7000, "a gap of hours");
        var pictures = Pictures(player);
        await Eventually.Holds(() => Pictures(player) > pictures + 5, "pictures flow on");
    }

    [Test]
    public async Task Refuse_ThenServe_IsGoneAndBack()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.RefuseAsync();
        using var probe = await ProbeAsync(camera.Address("sub"), "tcp");
        Assert.That(probe.Transcript(), Does.Contain("Connection refused"));

        await camera.ServeAsync();

        using var again = await ProbeAsync(camera.Address("sub"), "tcp");
        Assert.That(string.Concat(again.Output), Is.EqualTo(Sizes[0]), again.Transcript());
    }

    [Test]
    public async Task Hang_ThenServe_TakesConnectionsWithoutAnswer()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.HangAsync();
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", camera.Port);
            await client.GetStream().WriteAsync("OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n"u8.ToArray());
            Assert.That(client.Available, Is.Zero);
        }

        await camera.ServeAsync();

        using var again = await ProbeAsync(camera.Address("sub"), "tcp");
        Assert.That(string.Concat(again.Output), Is.EqualTo(Sizes[0]), again.Transcript());
    }

    private static Uri WithLogin(Uri address, string password) =>
        new($"rtsp://{RtspCamera.User}:{Uri.EscapeDataString(password)}@{address.Authority}{address.PathAndQuery}");

    private static Task<ChildProcess> ProbeAsync(Uri address, string transport) => ChildProcess.RunAsync(
        "ffprobe", "-v", "error", "-analyzeduration", ShortLook, "-rtsp_transport", transport, "-select_streams", "v",
        "-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0", address.AbsoluteUri);

    /// <summary>Decodes the stream until it ends: a line of standard output for each picture, with its time in the stream.</summary>
    private static ChildProcess Play(RtspCamera camera, params string[] filter) => Play(camera.Address("sub"), filter);

    private static ChildProcess Play(Uri address, params string[] filter) => ChildProcess.Start(
        "ffmpeg",
        [
            "-v", filter.Length > 0 ? "info" : "error", "-analyzeduration", ShortLook, "-rtsp_transport", "tcp", "-i", address.AbsoluteUri,
            .. filter, "-fps_mode", "passthrough", "-f", "framecrc", "-flush_packets", "1", "-",
        ]);

    private static int Pictures(ChildProcess player) => Times(player).Count;

    private static double LongestGap(ChildProcess player)
    {
        var times = Times(player);
        return times.Zip(times.Skip(1), (one, next) => next - one).DefaultIfEmpty().Max();
    }

    /// <summary>How many pictures, counted from the last one back, are the same.</summary>
    private static int SameAtTheEnd(ChildProcess player)
    {
        var sums = Pictured(player).Select(line => line.Split(',')[^1]).Reverse().ToList();
        return sums.TakeWhile(sum => sum == sums[0]).Count();
    }

    private static IEnumerable<string> Pictured(ChildProcess player) =>
        player.Output.Where(line => line.StartsWith("0,", StringComparison.Ordinal));

    private static List<double> Times(ChildProcess player) =>
    [
        .. Pictured(player).Select(line => double.Parse(line.Split(',')[1]) / Timebase(player)),
    ];

    private static double Timebase(ChildProcess player) =>
        double.Parse(player.Output.First(line => line.StartsWith("#tb 0: 1/", StringComparison.Ordinal)).Split('/')[1]);
}

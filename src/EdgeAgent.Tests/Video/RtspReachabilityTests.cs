using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

/// <summary>Why no first picture comes, as the source of live pictures tells it.</summary>
[Platform("Linux")]
[Parallelizable(ParallelScope.Children)]
public sealed class RtspReachabilityTests
{
    private static readonly VideoOptions ShortStall = Reading.Options with { StallSeconds = 2.5 };

    [Test]
    public async Task ReadAsync_HostDropsPackets_IsUnreachable()
    {
        using var host = await PacketDroppingHost.StartAsync();

        var failure = Failure($"rtsp://127.0.0.1:{host.Port}/sub");

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.Unreachable));
        Assert.That(failure.Message, Is.EqualTo($"127.0.0.1:{host.Port} cannot be connected to: nobody answers"));
    }

    [Test]
    public async Task ReadAsync_CameraTakesTheConnectionAndNeverAnswers_IsUnreachable()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync());
        await camera.HangAsync();

        var failure = Failure(camera.Address("sub").AbsoluteUri);

        Assert.That(failure.Reason, Is.EqualTo(StreamFailure.Unreachable));
        Assert.That(failure.Message, Is.EqualTo($"127.0.0.1:{camera.Port} takes connections but does not answer"));
    }

    [Test]
    public void ReadAsync_CameraAnswersButSendsNothing_IsStalled()
    {
        using var server = new RawWebServer(_ => ["RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n"u8.ToArray(), null]);

        Assert.That(Failure($"rtsp://127.0.0.1:{server.Port}/sub").Reason, Is.EqualTo(StreamFailure.Stalled));
    }

    [Test]
    public async Task Problem_NobodyListens_IsTold()
    {
        using var port = new ClosedPort();

        Assert.That(
            await RtspReachability.ProblemAsync($"rtsp://127.0.0.1:{port.Number}/sub", TimeProvider.System, default),
            Does.StartWith($"127.0.0.1:{port.Number} cannot be reached"));
    }

    [Test]
    public async Task Problem_TakesAConnectionOverTls_IsNone()
    {
        using var server = new RawWebServer(_ => [null]);

        Assert.That(await RtspReachability.ProblemAsync($"rtsps://127.0.0.1:{server.Port}/sub", TimeProvider.System, default), Is.Null);
    }

    private static StreamException Failure(string address) =>
        Reading.Failure(Reading.Of(new CameraOptions { Id = "kitchen", SubStream = address }, StreamRole.Sub, ShortStall));
}

using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Video;

/// <summary>
/// A live RTSP stream: of the small one pictures at the configured rate and at most the configured width, of the main one
/// its key frames at full size, the cheapest way to a sharp picture. Each reading is one connection, to the address of
/// that moment; opening anew is the caller's business.
/// </summary>
public sealed class RtspFrameSource(
    CameraOptions camera, CameraAddresses addresses, LoginGate logins, StreamRole role, VideoOptions options, TimeProvider time) : IFrameSource
{
    private readonly FramePump pump = new(live: true, TimeSpan.FromSeconds(options.StallSeconds), time);
    private string transport = "tcp";

    public long Dropped => pump.Dropped;

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var address = await ResolveAsync(cancellationToken);
        var login = Login();
        using var attempt = await StreamLogins.EnterAsync(logins, address, $"{camera.Id} {role}", login, cancellationToken);
        var hasPictures = false;
        var pictures = pump.RunAsync(options.Ffmpeg, Arguments(), Input(address, login), (_, _) => time.GetUtcNow(), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (pictures)
        {
            while (await NextAsync(pictures, attempt, hasPictures ? null : address, cancellationToken))
            {
                hasPictures = true;
                attempt.Accepted();
                yield return pictures.Current;
            }
        }
    }

    /// <param name="unproven">The address, where no picture has come from it yet.</param>
    private async ValueTask<bool> NextAsync(
        IAsyncEnumerator<Frame> pictures, LoginAttempt attempt, string? unproven, CancellationToken cancellationToken)
    {
        try
        {
            return await pictures.MoveNextAsync();
        }
        catch (StreamException failure) when (failure.Reason is StreamFailure.LoginRefused)
        {
            throw new StreamException(failure.Reason, failure.Message) { RetryAfter = attempt.Refused() };
        }
        catch (StreamException failure) when (failure.Reason is StreamFailure.TransportRefused || transport == "udp")
        {
            // TCP first; over UDP where the camera refuses that; back to TCP when UDP fails too.
            transport = transport == "tcp" ? "udp" : "tcp";
            throw;
        }
        catch (StreamException failure) when (failure.Reason is StreamFailure.Stalled && unproven is not null)
        {
            throw await RtspReachability.ProblemAsync(unproven, time, cancellationToken) is { } problem
                ? new StreamException(StreamFailure.Unreachable, problem)
                : failure;
        }
    }

    private async Task<string> ResolveAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await addresses.ResolveAsync(role, cancellationToken);
        }
        catch (OnvifException error)
        {
            throw new StreamException(FailureOf(error.Reason), error.Message) { RetryAfter = error.RetryAfter, IsHeldBack = error.IsHeldBack };
        }
    }

    private static StreamFailure FailureOf(OnvifFailure reason) => reason switch
    {
        OnvifFailure.Unreachable => StreamFailure.Unreachable,
        OnvifFailure.AnotherCamera => StreamFailure.AnotherCamera,
        OnvifFailure.LoginRefused => StreamFailure.LoginRefused,
        OnvifFailure.NotOnvif or OnvifFailure.NoSuchProfile => StreamFailure.NoSuchStream,
        _ => StreamFailure.Unknown,
    };

    // The time without an answer is only a backstop behind our own limit: ffmpeg calls a camera that never answers "invalid data".
    private string Input(string address, CameraLogin? login) => RtspInput.Script(
        StreamAddress.WithLogin(address, login?.User, login?.Password), transport, TimeSpan.FromSeconds(options.StallSeconds * 1.5), role == StreamRole.Main ? ["fflags nobuffer"] : []);

    // What ffmpeg has read to know the stream by is handed on, or a camera with key frames far apart would give no picture
    // for that long. Not of the main stream, whose key frames must bear the time at which they were taken.
    private List<string> Arguments() =>
    [
        "-hide_banner", "-loglevel", "warning", "-threads", "1",
        .. role == StreamRole.Main ? (string[])["-fflags", "nobuffer", "-skip_frame", "nokey"] : [],
        .. RtspInput.Arguments, "-map", "0:v:0",
        .. role == StreamRole.Main ? PictureFormat.Whole : PictureFormat.Sampled(options),
    ];

    // One camera's missing password file is no reason for the others to go blind.
    private CameraLogin? Login()
    {
        try
        {
            return camera.Login();
        }
        catch (InvalidDataException error)
        {
            throw new StreamException(StreamFailure.LoginRefused, error.Message);
        }
    }
}

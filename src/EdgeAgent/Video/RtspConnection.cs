using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Video;

/// <summary>
/// Opens one of a camera's streams: finds its address of that moment, shows the login through the process's gate, turns to
/// UDP where TCP is refused, and tells a camera that is gone from one that is silent. What ffmpeg makes of the stream is the
/// caller's business, and so is opening it anew.
/// </summary>
public sealed class RtspConnection(
    CameraOptions camera, CameraAddresses addresses, LoginGate logins, StreamRole role, VideoOptions options, TimeProvider time)
{
    private string transport = "tcp";

    public StreamRole Role => role;

    /// <param name="open">Starts ffmpeg with this as its standard input.</param>
    /// <param name="streamOptions">Options of the stream for ffmpeg, each "name value".</param>
    /// <exception cref="StreamException">The stream failed; the reason is typed.</exception>
    internal async IAsyncEnumerable<T> ReadAsync<T>(
        Func<string, IAsyncEnumerable<T>> open, string[] streamOptions, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var address = await ResolveAsync(cancellationToken);
        var login = Login();
        using var attempt = await StreamLogins.EnterAsync(logins, address, $"{camera.Id} {role}", login, cancellationToken);
        var hasItems = false;
        var items = open(Input(address, login, streamOptions)).GetAsyncEnumerator(cancellationToken);
        await using (items)
        {
            while (await NextAsync(items, attempt, hasItems ? null : address, cancellationToken))
            {
                hasItems = true;
                attempt.Accepted();
                yield return items.Current;
            }
        }
    }

    /// <param name="unproven">The address, where nothing has come from it yet.</param>
    private async ValueTask<bool> NextAsync<T>(
        IAsyncEnumerator<T> items, LoginAttempt attempt, string? unproven, CancellationToken cancellationToken)
    {
        try
        {
            return await items.MoveNextAsync();
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
    private string Input(string address, CameraLogin? login, string[] streamOptions) => RtspInput.Script(
        StreamAddress.WithLogin(address, login?.User, login?.Password), transport, TimeSpan.FromSeconds(options.StallSeconds * 1.5), streamOptions);

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

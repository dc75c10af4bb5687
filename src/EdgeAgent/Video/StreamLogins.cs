using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>The gate of logins as those who open streams see it.</summary>
internal static class StreamLogins
{
    /// <param name="address">rtsp:// or rtsps://, without the login.</param>
    /// <param name="stream">As in <see cref="LoginPlace.OfStream"/>.</param>
    /// <exception cref="StreamException">The login was refused a short while ago and is not shown now.</exception>
    public static async Task<LoginAttempt> EnterAsync(
        LoginGate gate, string address, string stream, CameraLogin? login, CancellationToken cancellationToken)
    {
        try
        {
            return await gate.EnterAsync(LoginPlace.OfStream(address, stream), login, cancellationToken);
        }
        catch (LoginHeldException held)
        {
            throw new StreamException(StreamFailure.LoginRefused, held.Message) { RetryAfter = held.Remaining, IsHeldBack = true };
        }
    }
}

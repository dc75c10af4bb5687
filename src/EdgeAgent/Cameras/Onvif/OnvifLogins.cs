namespace EdgeAgent.Cameras.Onvif;

/// <summary>The gate of logins as those who ask a camera's web server see it.</summary>
internal static class OnvifLogins
{
    /// <exception cref="OnvifException">The login was refused a short while ago and is not shown now.</exception>
    public static async Task<LoginAttempt> EnterAsync(LoginGate gate, LoginPlace place, CameraLogin? login, CancellationToken cancellationToken)
    {
        try
        {
            return await gate.EnterAsync(place, login, cancellationToken);
        }
        catch (LoginHeldException held)
        {
            throw new OnvifException(OnvifFailure.LoginRefused, held.Message, held) { RetryAfter = held.Remaining, IsHeldBack = true };
        }
    }
}

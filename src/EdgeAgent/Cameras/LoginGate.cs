using System.Collections.Concurrent;

namespace EdgeAgent.Cameras;

/// <summary>
/// Through here goes each showing of a camera's login. Cameras and recorders lock an account after 5 to 7 wrong passwords
/// within half an hour, whoever showed them. So a login that is not known to be right is shown by one at a time and one that
/// is by two; and once it is refused (<see cref="LoginRecord"/>) nobody shows it for minutes, not after a pause nor when the agent
/// is started again after a crash. Another password is another login and may be shown.
/// </summary>
/// <param name="kept">What outlives the process; null for one that runs once.</param>
public sealed class LoginGate(TimeProvider time, Random random, RefusedLogins? kept = null)
{
    private readonly ConcurrentDictionary<(string Host, CameraLogin Login), LoginRecord> records = new();

    /// <summary>Waits until the login may be shown. Without a login there is nothing to wait for.</summary>
    /// <exception cref="LoginHeldException">It was refused and is not shown now.</exception>
    public async Task<LoginAttempt> EnterAsync(LoginPlace place, CameraLogin? login, CancellationToken cancellationToken)
    {
        if (login is null)
        {
            return new LoginAttempt(null, place.Stream, null);
        }

        var record = records.GetOrAdd(
            (place.Host, login), key => new LoginRecord(time, random, kept is null ? null : new KeptRefusal(kept, key.Host, key.Login)));
        var attempt = new LoginAttempt(record, place.Stream, await LoginTurn.TakeAsync(record, time, cancellationToken));
        if (record.Remaining(place.Stream) is var remaining && remaining > TimeSpan.Zero)
        {
            attempt.Dispose();
            throw new LoginHeldException(remaining);
        }

        return attempt;
    }
}

/// <summary>A login is not shown, for it was refused a short while ago.</summary>
/// <param name="remaining">How long it is held back yet.</param>
public sealed class LoginHeldException(TimeSpan remaining) : Exception(
    "not logged in to: this host refused the same login a short while ago, and would lock the account")
{
    public TimeSpan Remaining => remaining;
}

using System.Collections.Concurrent;

namespace EdgeAgent.Cameras;

/// <summary>
/// Through here goes each showing of a camera's login. Cameras and recorders lock an account after 5 to 7 wrong passwords
/// within half an hour, whoever showed them: a login of which nothing is known yet is shown by one at a time, and once it is
/// refused (<see cref="LoginRecord"/>) nobody shows it for minutes, not after a pause nor a restart either. Another
/// password is another login and may be shown at once.
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
            return new LoginAttempt(null, place.Door);
        }

        var record = records.GetOrAdd(
            (place.Host, login), key => new LoginRecord(time, random, kept is null ? null : new KeptRefusal(kept, key.Host, key.Login)));
        await record.Turn.WaitAsync(cancellationToken);
        var attempt = new LoginAttempt(record, place.Door);
        if (record.Left(place.Door) is var left && left > TimeSpan.Zero)
        {
            attempt.Dispose();
            throw new LoginHeldException(left);
        }

        if (record.WasJustAccepted)
        {
            attempt.Dispose();
        }

        return attempt;
    }
}

/// <summary>One showing of a login, which says what came of it. Until then, or until it is disposed, nobody else tries an unknown one.</summary>
public sealed class LoginAttempt : IDisposable
{
    private readonly LoginRecord? record;
    private readonly string door;
    private int isTurnOver;
    private bool isSettled;

    internal LoginAttempt(LoginRecord? record, string door)
    {
        this.record = record;
        this.door = door;
        RefusalsBefore = record?.Refusals ?? 0;
    }

    /// <summary>How often in a row the login was refused before, or may have been.</summary>
    public int RefusalsBefore { get; }

    /// <summary>The camera let us in. Only the first word of an attempt counts.</summary>
    public void Accepted()
    {
        if (!isSettled)
        {
            isSettled = true;
            record?.Accepted(door);
            Dispose();
        }
    }

    /// <summary>The camera does not say what is wrong: it may be the login.</summary>
    /// <returns>False when that has happened so often in a row that it must be.</returns>
    internal bool MayBeSomethingElse() => record?.Doubt(door) ?? true;

    /// <summary>The camera wants another login.</summary>
    /// <returns>How long this one is not shown again; null where there was none.</returns>
    public TimeSpan? Refused()
    {
        isSettled = true;
        var wait = record?.Refused(door);
        Dispose();
        return wait;
    }

    /// <summary>Ends the turn; of the login nothing more is known than before.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isTurnOver, 1) == 0)
        {
            record?.Turn.Release();
        }
    }
}

/// <summary>A login is not shown, for it was refused a short while ago.</summary>
/// <param name="left">How long it is held back yet.</param>
public sealed class LoginHeldException(TimeSpan left) : Exception(
    "the camera refused this login; it is shown again later, or the account would be locked")
{
    public TimeSpan Left => left;
}

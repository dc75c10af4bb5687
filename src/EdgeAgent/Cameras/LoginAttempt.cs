namespace EdgeAgent.Cameras;

/// <summary>One showing of a login, which tells what came of it. Used by one thread at a time.</summary>
public sealed class LoginAttempt : IDisposable
{
    private readonly LoginRecord? record;
    private readonly string stream;
    private readonly LoginTurn? turn;
    private bool isSettled;

    internal LoginAttempt(LoginRecord? record, string stream, LoginTurn? turn)
    {
        this.record = record;
        this.stream = stream;
        this.turn = turn;
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
            record?.Accepted(stream);
            Dispose();
        }
    }

    /// <summary>The camera does not say what is wrong: it may be the login.</summary>
    /// <returns>False when that has happened so often in a row that it must be.</returns>
    internal bool MayBeSomethingElse() => record?.Doubt(stream) ?? true;

    /// <summary>The camera wants another login.</summary>
    /// <returns>How long this one is not shown again; null where there was none.</returns>
    public TimeSpan? Refused()
    {
        isSettled = true;
        var wait = record?.Refused(stream);
        Dispose();
        return wait;
    }

    /// <summary>Ends the turn; of the login nothing more is known than before.</summary>
    public void Dispose() => turn?.Dispose();
}

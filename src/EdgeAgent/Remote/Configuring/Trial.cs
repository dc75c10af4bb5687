namespace EdgeAgent.Remote.Configuring;

/// <summary>A configuration that the centre has set, from its being written on; the last one is kept for the page.</summary>
/// <param name="RequestId">Of the command, which is answered when it is decided.</param>
/// <param name="At">When it was written.</param>
/// <param name="Before">Revision of the configuration before, which is kept beside it meanwhile.</param>
/// <param name="After">Revision of the one on trial.</param>
/// <param name="Watching">Ids of the cameras that gave pictures before and are still there.</param>
/// <param name="Secrets">Entries of the secrets file that came with it.</param>
public sealed record Trial(
    string RequestId, DateTimeOffset At, string Before, string After, IReadOnlyList<string> Watching, IReadOnlyList<string> Secrets)
{
    public TrialState State { get; init; }

    /// <summary>How often the agent has started with it.</summary>
    public int Starts { get; init; }

    /// <summary>Why it is undone; null while it is not.</summary>
    public TrialFailure? Failure { get; init; }

    /// <summary>When it was decided; null while it is not.</summary>
    public DateTimeOffset? Decided { get; init; }
}

/// <summary>How a trial stands.</summary>
public enum TrialState
{
    Running,

    /// <summary>The configuration before is being put back.</summary>
    Undoing,

    Kept,
    Undone,

    /// <summary>Somebody changed the files at the box meanwhile, and what they wrote counts.</summary>
    Overtaken,
}

/// <summary>Why a configuration is undone.</summary>
public enum TrialProblem
{
    /// <summary>The power failed before it was written.</summary>
    NotWritten,

    /// <summary>The agent cannot run with it; the detail says why.</summary>
    Fails,

    /// <summary>The agent was started with it several times and was never healthy.</summary>
    Restarts,

    /// <summary>The agent was not running when the time was over.</summary>
    Away,

    /// <summary>No connection to the broker.</summary>
    Broker,

    /// <summary>Cameras give no pictures; the detail names them.</summary>
    Cameras,
}

/// <param name="Detail">Ids of cameras, or a message; null where there is nothing to add.</param>
public sealed record TrialFailure(TrialProblem Problem, string? Detail = null)
{
    /// <summary>For the centre's people.</summary>
    public override string ToString() => Problem switch
    {
        TrialProblem.NotWritten => "the box stopped before the configuration was written",
        TrialProblem.Fails => $"the agent cannot run with it: {Detail}",
        TrialProblem.Restarts => "the agent was started with it several times and was never healthy",
        TrialProblem.Away => "the agent was not running when the time for the trial was over",
        TrialProblem.Broker => "no connection to the broker",
        _ => $"no pictures from: {Detail}",
    };
}

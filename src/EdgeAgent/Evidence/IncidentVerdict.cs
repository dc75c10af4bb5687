namespace EdgeAgent.Evidence;

/// <summary>What a person finds of an incident.</summary>
public enum Finding
{
    /// <summary>It was a violation.</summary>
    Confirmed,

    /// <summary>It was none.</summary>
    Rejected,
}

/// <summary>Who says so.</summary>
public enum VerdictGiver
{
    Owner,

    /// <summary>The supervising office, which has the last word.</summary>
    Office,
}

/// <summary>A person's verdict on an incident.</summary>
public sealed record IncidentVerdict(Finding Finding, VerdictGiver By, DateTimeOffset At);

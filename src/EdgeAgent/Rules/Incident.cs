using System.Collections.Immutable;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>What happened to an incident.</summary>
public enum IncidentEvent
{
    Opened,
    Updated,
    Closed,
}

/// <summary>How much it matters, as the supervising office grades it.</summary>
public enum Severity
{
    Advice,
    Warning,
    Serious,
}

/// <summary>A violation over a span of time, as it stands after one of its events.</summary>
/// <param name="Id">The same for the same site, camera, rule, zone and start as it was told first, also after a restart.</param>
/// <param name="Event">The event that made this state.</param>
/// <param name="Revision">0 when opened, one more with each later event.</param>
/// <param name="Started">Capture time of the first picture that showed it.</param>
/// <param name="LastSeen">Capture time of the last picture that showed it; at <see cref="IncidentEvent.Closed"/> the end.</param>
/// <param name="Boxes">Where it was seen at this event.</param>
/// <param name="Confidence">Highest so far.</param>
public sealed record Incident(
    string Id,
    IncidentEvent Event,
    int Revision,
    string Rule,
    string Camera,
    string Zone,
    Severity Severity,
    DateTimeOffset Started,
    DateTimeOffset LastSeen,
    ImmutableArray<Box> Boxes,
    double Confidence)
{
    /// <summary>Whether the box's clock could be believed at this event; null where nobody says: a replay, or an older agent.</summary>
    public bool? IsClockSure { get; init; }

    /// <summary>What exactly opened it, where the rule knows several things; null otherwise.</summary>
    public string? Detail { get; init; }

    /// <summary>Where it was seen when it opened: on the picture that is kept of it.</summary>
    public ImmutableArray<Box> OpeningBoxes { get; init; } = [];

    /// <summary>Ids of the tracks at this event, unique within a camera and a run of the agent.</summary>
    public ImmutableArray<long> Tracks { get; init; } = [];

    /// <summary>The looks that were voted on at this event; null where the rule does not vote.</summary>
    public LookCount? Looks { get; init; }

    /// <summary>The model on whose word it rests; null where it rests on none.</summary>
    public ModelVersion? Model { get; init; }

    public DateTimeOffset? Ended => Event == IncidentEvent.Closed ? LastSeen : null;
}

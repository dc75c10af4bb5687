using System.Collections.Immutable;
using EdgeAgent.Geometry;
using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>A fact about one moment: a rule is broken on this camera now. Spans of it become an <see cref="Incident"/>.</summary>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Zone">Name of the area; empty for the whole picture.</param>
/// <param name="Boxes">Where it is seen; empty for a fact about the camera itself.</param>
/// <param name="Confidence">0 to 1, of the most certain of the boxes.</param>
public sealed record Violation(string Rule, string Zone, ImmutableArray<Box> Boxes, double Confidence)
{
    /// <summary>Ids of the tracks that break it; empty where it is not about something that is followed.</summary>
    public ImmutableArray<long> Tracks { get; init; } = [];

    /// <summary>What exactly was seen, where a rule knows several things, e.g. <c>mask_worn_wrong</c>; null otherwise.</summary>
    public string? Detail { get; init; }

    /// <summary>How many looks were taken and how many of them agree; null where it was not voted.</summary>
    public LookCount? Looks { get; init; }

    /// <summary>A rule is broken by those that are followed.</summary>
    /// <param name="offenders">At least one.</param>
    internal static Violation Of(RuleSettings settings, IReadOnlyList<Track> offenders) =>
        new(settings.Rule, settings.ZoneName, [.. offenders.Select(track => track.Box.Clip())], offenders.Max(track => track.Confidence))
        {
            Tracks = [.. offenders.Select(track => track.Id)],
        };
}

/// <param name="Taken">Looks that could be judged.</param>
/// <param name="Agreeing">Those of them that saw the violation.</param>
public sealed record LookCount(int Taken, int Agreeing);

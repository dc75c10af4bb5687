using EdgeAgent.Geometry;

namespace EdgeAgent.Tracking;

/// <summary>
/// Tells who lives from what a detector takes for somebody: a poster, a statue, a coat on a hook. Whoever came into view
/// has moved, and whoever works goes on moving.
/// </summary>
internal sealed class LivingTracks
{
    // One picture may differ because a lamp was switched, several in a row hardly.
    private const int FewestMovements = 5;

    // Of the box at first and the box now: who is further from where he was has walked.
    private const double StillThere = 0.5;

    // Longer than any track comes back after.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly Dictionary<long, Seen> seen = [];

    /// <param name="tracks">Those of persons that are in sight on a picture.</param>
    /// <param name="moving">Regions of it that move.</param>
    /// <param name="at">Its capture time.</param>
    /// <returns>Those that have moved since they were first seen.</returns>
    public IReadOnlyList<Track> Among(IReadOnlyList<Track> tracks, IReadOnlyList<Box> moving, DateTimeOffset at)
    {
        foreach (var id in seen.Where(each => (at - each.Value.Last).Duration() > Memory).Select(each => each.Key).ToList())
        {
            seen.Remove(id);
        }

        // What moves before a poster is whoever walks past, if a track fits better.
        var movers = moving
            .Select(region => tracks.MaxBy(track => track.Box.IntersectionOverUnion(region)) is { } best && best.Box.IntersectionOverUnion(region) > 0 ? best.Id : (long?)null)
            .ToHashSet();
        foreach (var track in tracks)
        {
            var known = seen.GetValueOrDefault(track.Id) ?? new Seen(track.Box, 0, at);
            seen[track.Id] = known with { Last = at, Movements = known.Movements + (movers.Contains(track.Id) ? 1 : 0) };
        }

        return [.. tracks.Where(track => seen[track.Id] is var known
            && (known.Movements >= FewestMovements || known.First.IntersectionOverUnion(track.Box) < StillThere))];
    }

    /// <param name="First">Where it was at first.</param>
    /// <param name="Movements">Pictures on which it moved.</param>
    /// <param name="Last">When it was in sight.</param>
    private sealed record Seen(Box First, int Movements, DateTimeOffset Last);
}

using EdgeAgent.Geometry;

namespace EdgeAgent.Tracking;

/// <summary>
/// Tells who lives from what a detector takes for somebody: a poster, a statue, a coat on a hook. Whoever came into view
/// has moved, and whoever works goes on moving.
/// </summary>
internal sealed class LivingTracks
{
    private const int FewestMovements = 5;

    // Of the box at first and the box now: who is further from where he was has walked.
    private const double StillThere = 0.5;

    // Of a track's own area: what is larger is a lamp or the sun, not somebody who moves.
    private const double LargestRegion = 3;

    // A region that fits nobody well is of several who stand together, each of whom it covers for the most part.
    private const double Fits = 0.5;
    private const double Covered = 0.6;

    // Somebody is followed anew where he was lost.
    private const double SamePlace = 0.3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

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

        var movers = moving.SelectMany(region => Movers(region, tracks)).ToHashSet();
        foreach (var track in tracks)
        {
            var known = seen.GetValueOrDefault(track.Id) ?? new Seen(track.Box) { Lives = IsOfTheLost(track, tracks) };
            seen[track.Id] = known.With(track.Box, movers.Contains(track.Id), at);
        }

        return [.. tracks.Where(track => seen[track.Id].Lives)];
    }

    // What moves before a poster is whoever walks past, if a track fits better.
    private static IEnumerable<long> Movers(Box region, IReadOnlyList<Track> tracks)
    {
        var near = tracks.Where(track => track.Box.Shared(region).Area > 0 && region.Area <= LargestRegion * track.Box.Area).ToList();
        var best = near.MaxBy(track => track.Box.IntersectionOverUnion(region));
        return best is null ? []
            : near.Where(track => track == best
                || (best.Box.IntersectionOverUnion(region) < Fits && track.Box.Shared(region).Area >= Covered * track.Box.Area))
                .Select(track => track.Id);
    }

    private bool IsOfTheLost(Track track, IReadOnlyList<Track> tracks) => seen.Any(each =>
        each.Value.Lives && each.Value.Now.IntersectionOverUnion(track.Box) >= SamePlace && tracks.All(other => other.Id != each.Key));

    /// <param name="First">Where it was at first.</param>
    private sealed record Seen(Box First)
    {
        public Box Now { get; private init; }

        public DateTimeOffset Last { get; private init; }

        public bool Lives { get; init; }

        /// <summary>Pictures on which it moved, without a long pause between them.</summary>
        private int Movements { get; init; }

        private DateTimeOffset LastMovement { get; init; }

        public Seen With(Box now, bool moves, DateTimeOffset at)
        {
            var movements = ((at - LastMovement).Duration() > LongestPause ? 0 : Movements) + (moves ? 1 : 0);
            return this with
            {
                Now = now,
                Last = at,
                Movements = movements,
                LastMovement = moves ? at : LastMovement,
                Lives = Lives || movements >= FewestMovements || First.IntersectionOverUnion(now) < StillThere,
            };
        }
    }
}

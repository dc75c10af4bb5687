using EdgeAgent.Geometry;
using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>
/// Whose way is whose. A track's id may come to stand for somebody else when people cover each other or go out of sight,
/// and nobody may be blamed for another's way: wherever that could have happened, the cleaner way counts. What is lost by
/// it: who crosses close before somebody clean, or is out of sight for more than a second while walking, is not blamed
/// until the next visit to the origin.
/// </summary>
internal sealed class Passages
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    // As for incidents: a shorter gap is the detector's.
    private static readonly TimeSpan ShortGap = TimeSpan.FromSeconds(1);

    private const double CloseCover = 0.3;
    private const double SamePlace = 0.5;
    private const double Edge = 0.01;

    private readonly Dictionary<long, Passage> known = [];
    private DateTimeOffset last;

    /// <summary>The way of each person in sight.</summary>
    /// <param name="persons">Those in sight.</param>
    public IReadOnlyList<(Track Person, Passage Passage)> Follow(IReadOnlyList<Track> persons, DateTimeOffset at)
    {
        Forget(at);
        var inSight = persons.Select(person => person.Id).ToHashSet();
        var ways = persons.Select(person => (person, WayOf(person, persons, inSight, at))).ToList();
        foreach (var (person, way) in ways)
        {
            foreach (var (id, other) in known.Where(entry => entry.Key != person.Id))
            {
                var place = persons.FirstOrDefault(track => track.Id == id)?.Box ?? other.Box;
                if (Covers(person.Box, place))
                {
                    way.Confuse(other);
                }
            }
        }

        last = at;
        return ways;
    }

    private Passage WayOf(Track person, IReadOnlyList<Track> persons, HashSet<long> inSight, DateTimeOffset at)
    {
        if (known.TryGetValue(person.Id, out var way))
        {
            var wasAway = way.SeenAt < last && at - way.SeenAt > ShortGap;
            if (wasAway && !IsCertainly(way, person, persons))
            {
                way.Acquit();
            }

            return way;
        }

        var gone = known.Where(entry => !inSight.Contains(entry.Key) && IsCertainly(entry.Value, person, persons)).ToList();
        if (gone is not [var (id, same)])
        {
            return known[person.Id] = new Passage();
        }

        known.Remove(id);
        return known[person.Id] = same;
    }

    // Stands where one stood who vanished in the middle of the picture, and nobody else is near.
    private static bool IsCertainly(Passage way, Track person, IReadOnlyList<Track> persons) =>
        way.Box is { Left: > Edge, Top: > Edge, Right: < 1 - Edge, Bottom: < 1 - Edge }
        && way.Box.IntersectionOverUnion(person.Box) >= SamePlace
        && !persons.Any(other => other.Id != person.Id && way.Box.Shared(other.Box).Area > 0);

    private static bool Covers(Box one, Box other) =>
        one.Shared(other).Area > CloseCover * Math.Min(one.Area, other.Area);

    private void Forget(DateTimeOffset at)
    {
        var isBack = at < last;
        foreach (var id in known.Where(entry => isBack || at - entry.Value.SeenAt > Kept).Select(entry => entry.Key).ToList())
        {
            known.Remove(id);
        }
    }
}

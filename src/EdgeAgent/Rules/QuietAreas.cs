using System.Collections.Immutable;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>
/// Areas in which a rule is deaf. What counts is the middle of a box and not its foot: an area is drawn around the poster
/// or the mop that is meant, and its lower edge would decide by chance.
/// </summary>
internal static class QuietAreas
{
    /// <summary>The moment as a rule with these areas sees it: tracks, looks, left things and movement in them are gone.</summary>
    public static Moment Outside(this Moment moment, ImmutableArray<Polygon> quiet)
    {
        bool IsHeard(Box box) => !quiet.Any(area => area.Contains(box.Clip().Center));
        return quiet.IsEmpty
            ? moment
            : moment with
            {
                Tracks = [.. moment.Tracks.Where(track => IsHeard(track.Box))],
                Looks = [.. moment.Looks.Where(look => IsHeard(look.Box))],
                Left = [.. moment.Left.Where(thing => IsHeard(thing.Box))],
                Moving = [.. moment.Moving.Where(IsHeard)],
            };
    }
}

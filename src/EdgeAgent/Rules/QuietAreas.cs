using System.Collections.Immutable;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>
/// Areas in which a rule is deaf. What counts is the middle of a box and not its foot: an area is drawn around the poster
/// or the mop that is meant, and its lower edge would decide by chance. Things that a person has rejected are areas of
/// that kind too, for as long as they look as they did.
/// </summary>
internal static class QuietAreas
{
    // Detectors are not exact, and what covers half of the box only is something else.
    private const double SamePlace = 0.5;

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

    /// <summary>The moment without what was rejected once as a violation of the rule.</summary>
    public static Moment WithoutRejected(this Moment moment, string rule)
    {
        var places = moment.Rejected.Where(place => place.Rule == rule).Select(place => place.Box).ToList();
        bool IsReported(Box box) => !places.Exists(place => place.IntersectionOverUnion(box.Clip()) >= SamePlace);
        return places.Count == 0
            ? moment
            : moment with
            {
                Tracks = [.. moment.Tracks.Where(track => IsReported(track.Box))],
                Left = [.. moment.Left.Where(thing => IsReported(thing.Box))],
            };
    }
}

using EdgeAgent.Geometry;

namespace EdgeAgent.Detection.Background;

/// <summary>
/// A thing that stands where nothing stood before. It is known again by its structure, whatever the light, until it is
/// taken away; what somebody hides is taken to be there still.
/// </summary>
internal sealed class StandingThing
{
    private const int SecondsToBeGone = 3;
    private const int SecondsToBeAPerson = 2;
    private const int SecondsHidden = 600;
    private const double HiddenShare = 0.3;
    private const double PersonOverlap = 0.4;
    private const float SameThing = 0.4f;
    private const float SurelySameThing = 0.6f;
    private const float FollowRate = 0.02f;
    private const double LeastDiffering = 0.3;
    private const double MostlyDiffering = 0.6;

    // What nobody takes away for so long belongs to the room.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private readonly Region region;
    private readonly byte[] surroundings;
    private readonly Gradient looks;
    private int gone;
    private int hidden;
    private int person;
    private bool backgroundIsKnown = true;

    public StandingThing(Region region, PixelBackground background, DateTimeOffset since)
    {
        this.region = region;
        surroundings = region.Grown(2);
        looks = Looks(background.Recent);
        Since = since;
    }

    public DateTimeOffset Since { get; private set; }

    public Box Box => region.Box;

    /// <summary>Its pixels in the whole picture, with those around it that it may have touched.</summary>
    public IEnumerable<int> Places => region.Places(surroundings);

    /// <summary>Whether what it hides must be learnt anew when it is gone.</summary>
    public bool LeavesUnknown => !backgroundIsKnown;

    /// <summary>What it hides is not known any more.</summary>
    public void ForgetBackground() => backgroundIsKnown = false;

    /// <summary>Whether it still stands there.</summary>
    /// <param name="covered">Not 0 where somebody is.</param>
    public bool IsThere(PixelBackground background, SmallPicture picture, byte[] covered, IReadOnlyList<Box> people)
    {
        var at = picture.At;
        Since = Since < at ? Since : at;
        person = people.Any(box => box.IntersectionOverUnion(Box) >= PersonOverlap) ? person + 1 : 0;
        if (at - Since > Longest)
        {
            ForgetBackground();
            return false;
        }

        if (person >= SecondsToBeAPerson)
        {
            return false;
        }

        if (region.Places().Count(place => covered[place] != 0) > HiddenShare * region.Pixels)
        {
            return ++hidden < SecondsHidden;
        }

        hidden = 0;
        gone = Shows(background, picture, covered) ? 0 : gone + 1;
        return gone < SecondsToBeGone;
    }

    private bool Shows(PixelBackground background, SmallPicture picture, byte[] covered)
    {
        var differing = region.Places().Count(place => covered[place] == 0 && background.DiffersNow(picture, place)) / (double)region.Pixels;
        if (backgroundIsKnown && differing < LeastDiffering)
        {
            return false;
        }

        var now = Looks(picture.Planes);
        var likeness = looks.Likeness(now, Visible(covered));
        if (likeness >= SurelySameThing)
        {
            looks.Follow(now, FollowRate);
        }

        if (likeness >= SameThing)
        {
            return true;
        }

        // Something was laid on it or moved beside it: a heap that changes is still a heap.
        var isChanged = backgroundIsKnown && differing >= MostlyDiffering && gone >= SecondsToBeGone - 1
            && RegionJudge.Judge(region, picture.Planes, background.Planes) == RegionKind.Thing;
        if (isChanged)
        {
            looks.Follow(now, 1);
        }

        return isChanged;
    }

    private Gradient Looks(float[][] planes) => new(region.Cut(planes[SmallPicture.Brightness]), region.Area.Width);

    private byte[] Visible(byte[] covered)
    {
        var visible = (byte[])surroundings.Clone();
        var places = region.Places(surroundings).GetEnumerator();
        for (var pixel = 0; pixel < visible.Length; pixel++)
        {
            if (visible[pixel] != 0 && places.MoveNext() && covered[places.Current] != 0)
            {
                visible[pixel] = 0;
            }
        }

        return visible;
    }
}

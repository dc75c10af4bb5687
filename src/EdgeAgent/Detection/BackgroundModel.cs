using EdgeAgent.Detection.Background;
using EdgeAgent.Geometry;
using EdgeAgent.Video;

namespace EdgeAgent.Detection;

/// <summary>
/// Learns what one camera shows when nothing is left about, and finds what has been put there since and stands still.
/// One for each camera, used from one thread at a time. It works once for each second of pictures, by their own times.
/// </summary>
public sealed class BackgroundModel : IDisposable
{
    // Of the picture: a glass on the floor of a kitchen; and a door that stands open, no thing any more.
    private const double SmallestShare = 0.0004;
    private const double LargestShare = 0.25;

    // Pixels of 320; what is thinner is the edge of a light that moves, or of compression.
    private const int Thinnest = 3;

    // More than things and people change: the light, or something right before the lens, which must stay to count.
    private const double ManyChanged = 0.35;
    private const double StillShare = 0.1;
    private const int SecondsToRelearn = 4;

    // Until a lamp is warm and the camera has set its exposure.
    private const int SecondsOfSwitch = 5;

    // Enough to outlast a hand that sets something right.
    private const double SecondsToSettle = 10;

    // The edges of a thing change with every movement of what it hangs on; nearly all of a thing that stands does not.
    private const double SettledShare = 0.75;

    private readonly SecondMean second = new();
    private readonly List<Box> people = [];
    private readonly List<StandingThing> things = [];
    private PixelBackground? background;
    private byte[] covered = [];
    private byte[] owned = [];
    private bool isGrey;
    private int disturbed;
    private int switched;
    private double now;
    private DateTimeOffset last;

    /// <param name="persons">Where somebody is; what is there is neither learnt nor taken for a thing.</param>
    /// <returns>What stands about, the same until the next second is over.</returns>
    public IReadOnlyList<LeftThing> Look(Frame frame, IEnumerable<Box> persons)
    {
        people.AddRange(persons);
        if (second.Add(frame) is { } picture)
        {
            Learn(picture);
            people.Clear();
        }

        return [.. things.Select(thing => new LeftThing(thing.Box, thing.Since))];
    }

    /// <summary>The camera shows something else: all is learnt anew, and what stands there belongs to the new background.</summary>
    public void Forget()
    {
        background = null;
        things.Clear();
    }

    public void Dispose() => second.Dispose();

    private void Learn(SmallPicture picture)
    {
        if (background is null || covered.Length != picture.Width * picture.Height)
        {
            Begin(picture);
            return;
        }

        now += Math.Max(0, (picture.At - last).TotalSeconds);
        last = picture.At;
        covered = Cover.Mask(people, picture.Width, picture.Height);
        background.Follow(picture);
        var light = LightChange.Between(background, picture, Open());
        if (light.Changed > ManyChanged || picture.IsGrey != isGrey)
        {
            Wait(picture);
            return;
        }

        disturbed = 0;
        background.Relight(light);
        switched = light.IsSwitch ? SecondsOfSwitch : switched - 1;
        if (switched > 0)
        {
            background.LearnAnew(picture, covered, owned);
        }

        background.Update(picture, covered, owned, now);
        things.RemoveAll(thing => !thing.IsThere(background, picture, covered, people) && Release(thing));
        Sort(Region.Find(background.Differs, picture.Width, picture.Height, (int)(SmallestShare * covered.Length), Thinnest), picture);
    }

    private void Begin(SmallPicture picture)
    {
        background = new PixelBackground(picture);
        (covered, owned) = (new byte[picture.Width * picture.Height], new byte[picture.Width * picture.Height]);
        (isGrey, disturbed, last) = (picture.IsGrey, 0, picture.At);
        things.Clear();
    }

    // Whoever walks before the lens goes again. A light that was switched stays: the things are known in it by their structure.
    private void Wait(SmallPicture picture)
    {
        disturbed = background!.Moving < StillShare ? disturbed + 1 : 0;
        background.Skip(picture);
        if (disturbed < SecondsToRelearn)
        {
            return;
        }

        (background, isGrey, disturbed) = (new PixelBackground(picture), picture.IsGrey, 0);
        things.ForEach(thing => thing.ForgetBackground());
    }

    private void Sort(List<Region> regions, SmallPicture picture)
    {
        foreach (var region in regions)
        {
            double[] since = [.. region.Places().Select(place => background!.Since(place, now)).Order()];
            var settled = since[(int)(SettledShare * (since.Length - 1))];
            if (now - settled < SecondsToSettle)
            {
                continue;
            }

            if (region.Pixels <= LargestShare * covered.Length && RegionJudge.Judge(region, background!.Recent, background.Planes) == RegionKind.Thing)
            {
                var thing = new StandingThing(region, background!, picture.At - TimeSpan.FromSeconds(now - settled));
                things.Add(thing);
                Mark(thing, 1);
            }
            else
            {
                Absorb(region.Places(region.Grown(1)));
            }
        }
    }

    private bool Release(StandingThing thing)
    {
        Mark(thing, 0);
        foreach (var place in thing.Places)
        {
            background!.Restart(place);
            if (thing.LeavesUnknown)
            {
                background.Absorb(place);
            }
        }

        return true;
    }

    private void Absorb(IEnumerable<int> places)
    {
        foreach (var place in places.Where(place => owned[place] == 0))
        {
            background!.Absorb(place);
        }
    }

    private void Mark(StandingThing thing, byte value)
    {
        foreach (var place in thing.Places)
        {
            owned[place] = value;
        }
    }

    // Where the background can be compared: known, nobody before it, no thing on it.
    private byte[] Open()
    {
        var open = new byte[covered.Length];
        for (var pixel = 0; pixel < open.Length; pixel++)
        {
            open[pixel] = covered[pixel] == 0 && owned[pixel] == 0 && background!.IsKnown(pixel) ? (byte)1 : (byte)0;
        }

        return open;
    }
}

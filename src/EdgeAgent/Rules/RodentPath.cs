using EdgeAgent.Geometry;
using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>
/// Follows what is small and fast over a floor, in nobody's presence. Only what runs a good way, about straight on, is a
/// rodent: a curtain swings on the spot, the light of a car is large or everywhere, and noise is not there twice.
/// </summary>
internal sealed class RodentPath(Polygon floor)
{
    // Lengths are in the picture's width, for a picture of 16 to 9; a mouse is 2 to 3 hundredths long.
    private const double Aspect = 9 / 16.0;
    private const double LargestSide = 0.12;
    private const double SmallestArea = 0.00005;
    private const double LargestArea = 0.004;
    private const double Slowest = 0.05;
    private const double Fastest = 1;
    private const double SizeRatio = 3;
    private const int FewestSights = 5;
    private const double ShortestWay = 0.15;
    private const double Straightness = 0.7;

    // More than that at a time, or anything larger, is no mouse but the light, a curtain, a belt or somebody who is not
    // seen; parts of these that stand out seem to run.
    private const int MostMoving = 4;

    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(0.5);

    private readonly List<Run> runs = [];

    /// <returns>Where the rodent is now; null while nothing has run far enough.</returns>
    public Box? Follow(Moment moment)
    {
        if (moment.Condition != PictureCondition.Clear || !moment.Moving.All(IsSmall) || moment.Moving.Count > MostMoving
            || moment.Tracks.Any(track => track.Label == "person"))
        {
            runs.Clear();
            return null;
        }

        runs.RemoveAll(run => moment.At - run.Last.At > LongestGap || moment.At <= run.Last.At);
        Box? rodent = null;
        foreach (var box in moment.Moving.Where(box => floor.Contains(box.Center)))
        {
            var sight = new Sight(moment.At, box);
            var run = runs.Where(run => sight.Follows(run.Last)).MinBy(run => sight.DistanceTo(run.Last));
            if (run is null)
            {
                runs.Add(new Run(sight));
                continue;
            }

            run.GoOn(sight);
            rodent = run.IsFarEnough ? box : rodent;
        }

        return rodent;
    }

    private static bool IsSmall(Box box) =>
        box.Area is >= SmallestArea and <= LargestArea && box.Width <= LargestSide && box.Height * Aspect <= LargestSide;

    private sealed class Run(Sight begun)
    {
        private readonly Sight first = begun;
        private int sights = 1;
        private double way;

        public Sight Last { get; private set; } = begun;

        public bool IsFarEnough =>
            sights >= FewestSights && Last.At - first.At >= ShortestTime
            && Last.DistanceTo(first) is var distance && distance >= ShortestWay && distance >= Straightness * way;

        public void GoOn(Sight next)
        {
            way += next.DistanceTo(Last);
            sights++;
            Last = next;
        }
    }

    private sealed record Sight(DateTimeOffset At, Box Box)
    {
        public double DistanceTo(Sight other) =>
            Math.Sqrt(Square(Box.Center.X - other.Box.Center.X) + Square((Box.Center.Y - other.Box.Center.Y) * Aspect));

        public bool Follows(Sight before)
        {
            var speed = DistanceTo(before) / (At - before.At).TotalSeconds;
            return At > before.At && speed is >= Slowest and <= Fastest
                && Box.Area <= SizeRatio * before.Box.Area && before.Box.Area <= SizeRatio * Box.Area;
        }

        private static double Square(double value) => value * value;
    }
}

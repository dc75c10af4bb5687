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

    // On its whole way; what grows more than that comes into view, or is a light's reflection.
    private const double WholeSizeRatio = 5;
    private const int FewestSights = 5;
    private const double ShortestWay = 0.15;
    private const double Straightness = 0.7;

    // Of the speed: what differs by less, and is no part of the same animal, stands on the same belt.
    private const double SameSpeed = 0.3;
    private const int FewestSightsOfSpeed = 3;

    // What reaches so near to a side of the picture may go on beyond it, and be the edge of anything.
    private const double Margin = 0.02;

    // More than that at a time, or anything larger on the floor, is no mouse but the light, a curtain, a belt or somebody who is not
    // seen; parts of these that stand out seem to run.
    private const int MostMoving = 4;

    private static readonly TimeSpan ShortestTime = TimeSpan.FromSeconds(0.8);
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(0.5);

    private readonly List<Run> runs = [];
    private IReadOnlyList<Sight> before = [];

    /// <returns>Where the rodent is now; null while nothing has run far enough.</returns>
    public Box? Follow(Moment moment)
    {
        var moved = WhatMoved(moment);
        if (moment.Condition != PictureCondition.Clear || moment.Moving.Any(box => IsTooLarge(box) && box.Shared(floor.Bounds).Area > 0) || moment.Moving.Count > MostMoving
            || moment.Tracks.Any(track => track.Label == "person"))
        {
            runs.Clear();
            return null;
        }

        runs.RemoveAll(run => moment.At - run.Last.At > LongestGap || moment.At <= run.Last.At);
        Box? rodent = null;
        foreach (var sight in moved)
        {
            var run = runs.Where(run => sight.Follows(run.Last) && run.IsOfSize(sight.Box)).MinBy(run => sight.DistanceTo(run.Last));
            if (run is null)
            {
                runs.Add(new Run(sight));
                continue;
            }

            run.GoOn(sight);
            rodent = run.IsFarEnough && !runs.Exists(run.GoesWith) ? sight.Box : rodent;
        }

        return rodent;
    }

    // What was carried away or set down differs from the background for a while and stands where it is: no way leads over that.
    private List<Sight> WhatMoved(Moment moment)
    {
        var now = moment.Moving.Where(box => box.Area >= SmallestArea && IsWhole(box) && floor.Contains(box.Center)).Select(box => new Sight(moment.At, box)).ToList();
        var moved = now.Where(sight => !before.Any(sight.StandsAt)).ToList();
        before = now;
        return moved;
    }

    private static bool IsWhole(Box box) => box is { Left: > Margin, Top: > Margin, Right: < 1 - Margin, Bottom: < 1 - Margin };

    private static bool IsTooLarge(Box box) => box.Area > LargestArea || box.Width > LargestSide || box.Height * Aspect > LargestSide;

    private sealed class Run(Sight begun)
    {
        private readonly Sight first = begun;
        private int sights = 1;
        private double way;
        private double smallest = begun.Box.Area;
        private double largest = begun.Box.Area;

        public Sight Last { get; private set; } = begun;

        private (double X, double Y) Speed => (
            (Last.Box.Center.X - first.Box.Center.X) / (Last.At - first.At).TotalSeconds,
            (Last.Box.Center.Y - first.Box.Center.Y) * Aspect / (Last.At - first.At).TotalSeconds);

        public bool IsFarEnough =>
            sights >= FewestSights && Last.At - first.At >= ShortestTime
            && Last.DistanceTo(first) is var distance && distance >= ShortestWay && distance >= Straightness * way;

        /// <summary>Whether the box may be the same animal, which is about as large all the way.</summary>
        public bool IsOfSize(Box box) => Math.Max(largest, box.Area) <= WholeSizeRatio * Math.Min(smallest, box.Area);

        /// <summary>Whether the other runs at the same speed, well away from this one.</summary>
        public bool GoesWith(Run other)
        {
            var (x, y) = Speed;
            var (otherX, otherY) = other.Speed;
            return sights >= FewestSightsOfSpeed && other.sights >= FewestSightsOfSpeed && Last.DistanceTo(other.Last) > LargestSide
                && double.Hypot(x - otherX, y - otherY) <= SameSpeed * double.Hypot(x, y);
        }

        public void GoOn(Sight next)
        {
            way += next.DistanceTo(Last);
            sights++;
            (smallest, largest) = (Math.Min(smallest, next.Box.Area), Math.Max(largest, next.Box.Area));
            Last = next;
        }
    }

    private sealed record Sight(DateTimeOffset At, Box Box)
    {
        public double DistanceTo(Sight other) =>
            double.Hypot(Box.Center.X - other.Box.Center.X, (Box.Center.Y - other.Box.Center.Y) * Aspect);

        public bool StandsAt(Sight before) => At > before.At && At - before.At <= LongestGap && SpeedFrom(before) < Slowest;

        public bool Follows(Sight before) =>
            At > before.At && SpeedFrom(before) is >= Slowest and <= Fastest
            && Box.Area <= SizeRatio * before.Box.Area && before.Box.Area <= SizeRatio * Box.Area;

        private double SpeedFrom(Sight before) => DistanceTo(before) / (At - before.At).TotalSeconds;
    }
}

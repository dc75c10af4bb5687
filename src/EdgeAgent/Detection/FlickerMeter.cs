using EdgeAgent.Detection.Background;
using EdgeAgent.Geometry;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Says in which zones flames flicker or steam rises: where the brightness of the same small cells goes up and down from
/// picture to picture, much more than elsewhere in the picture, with nobody before them. What passes through changes a
/// cell once on its way in and once on its way out. One for each camera, for four pictures a second or more.
/// </summary>
/// <param name="areas">Each with a name of its own.</param>
public sealed class FlickerMeter(IReadOnlyList<FlickerArea> areas) : IDisposable
{
    private const int Columns = 160;

    // Of a cell of 4 x 4 pixels of 640, from picture to picture, in grey levels; and times the median of all cells.
    private const float LeastChange = 2.5f;
    private const float TimesElsewhere = 4;

    // Of the pictures of the last ten seconds or so: on which the brightness turned.
    private const double SecondsOfMemory = 10;
    private const float TurningShare = 0.33f;

    // Of a zone's cells that can be seen.
    private const double FlickeringShare = 0.03;
    private const double VisibleShare = 0.5;

    // A slower stream shows no flicker but only other pictures.
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<string, FlickeringZone> watched = [];
    private readonly Mat half = new();
    private readonly Mat small = new();
    private byte[] before = [];
    private int[] direction = [];
    private float[] turning = [];
    private DateTimeOffset last;

    /// <param name="persons">Where somebody is; what is there is not judged.</param>
    /// <returns>Names of the areas that flicker; of one that is hidden, what was seen last.</returns>
    public IReadOnlySet<string> Look(Frame frame, IReadOnlyList<Box> persons)
    {
        Shrink(frame);
        var picture = small.AsSpan<byte>();
        var step = frame.CapturedAt - last;
        last = frame.CapturedAt;
        if (picture.Length != before.Length)
        {
            direction = new int[picture.Length];
            turning = new float[picture.Length];
            watched.Clear();
            foreach (var area in areas)
            {
                watched[area.Name] = new FlickeringZone(area.Cells(small.Cols, small.Rows));
            }
        }
        else if (step > TimeSpan.Zero && step <= LongestStep)
        {
            Compare(picture, persons, step.TotalSeconds);
        }

        before = picture.ToArray();
        return watched.Where(zone => zone.Value.IsActive).Select(zone => zone.Key).ToHashSet();
    }

    public void Dispose()
    {
        half.Dispose();
        small.Dispose();
    }

    private void Compare(ReadOnlySpan<byte> picture, IReadOnlyList<Box> persons, double step)
    {
        var covered = Cover.Mask(persons, small.Cols, small.Rows);
        var changes = Changes(picture);
        var figures = new int[511];
        foreach (var change in changes)
        {
            figures[Math.Abs(change)]++;
        }

        var least = Math.Max(LeastChange, TimesElsewhere * Histogram.Median(figures, picture.Length));
        var rate = (float)Math.Min(1, step / SecondsOfMemory);
        for (var cell = 0; cell < picture.Length; cell++)
        {
            if (covered[cell] > 0)
            {
                continue;
            }

            var change = changes[cell];
            var turns = Math.Abs(change) >= least && Math.Sign(change) == -direction[cell];
            turning[cell] += rate * ((turns ? 1 : 0) - turning[cell]);
            direction[cell] = Math.Abs(change) >= least ? Math.Sign(change) : direction[cell];
        }

        foreach (var zone in watched.Values)
        {
            var visible = zone.Cells.Where(cell => covered[cell] == 0).ToList();
            if (visible.Count >= VisibleShare * zone.Cells.Count)
            {
                zone.Update(visible.Count(cell => turning[cell] >= TurningShare) >= Math.Max(1, FlickeringShare * zone.Cells.Count), step);
            }
        }
    }

    /// <summary>What each cell changed by beside the light of the whole picture.</summary>
    private int[] Changes(ReadOnlySpan<byte> picture)
    {
        var changes = new int[picture.Length];
        var figures = new int[511];
        for (var cell = 0; cell < picture.Length; cell++)
        {
            changes[cell] = picture[cell] - before[cell];
            figures[changes[cell] + 255]++;
        }

        var light = Histogram.Median(figures, picture.Length) - 255;
        return Array.ConvertAll(changes, change => change - light);
    }

    // OpenCV averages 2 x 2 pixels with vector instructions, and any other number one by one.
    private void Shrink(Frame frame)
    {
        using var brightness = frame.Brightness();
        var size = new Size(Columns, Math.Max(1, Columns * frame.Height / frame.Width));
        Cv2.Resize(brightness, half, new Size(size.Width * 2, size.Height * 2), interpolation: InterpolationFlags.Area);
        Cv2.Resize(half, small, size, interpolation: InterpolationFlags.Area);
    }

    private sealed class FlickeringZone(IReadOnlyList<int> cells)
    {
        // A pan that is stirred once is no flame, and a flame that is low for a moment is not out.
        private const double SecondsToBegin = 3;
        private const double SecondsToEnd = 20;

        private double seconds;

        public bool IsActive { get; private set; }

        public IReadOnlyList<int> Cells => cells;

        public void Update(bool flickers, double step)
        {
            seconds = flickers == IsActive ? Math.Max(0, seconds - step) : seconds + step;
            if (seconds >= (IsActive ? SecondsToEnd : SecondsToBegin))
            {
                (IsActive, seconds) = (!IsActive, 0);
            }
        }
    }
}

namespace EdgeAgent.Detection.Background;

/// <summary>
/// What a camera shows when nothing is left there, pixel by pixel, and since when each pixel has shown something else and
/// always the same. What differs is not learnt, however long it stays.
/// </summary>
internal sealed class PixelBackground
{
    // Seconds for which a pixel must stand still, with nobody before it, until it is known.
    private const int SecondsToKnow = 10;

    // Seconds after which nothing is known any more of what somebody stands before.
    private const int SecondsToForget = 10;

    // Fast enough for the edge of a patch of sun that creeps over the floor.
    private const float LearningRate = 0.05f;
    private const float RecentRate = 0.2f;
    private const float LeastDifference = 10;
    private const float LargestDifference = 40;
    private const float TimesTheNoise = 6;
    private const float ColourDifference = 12;

    // A camera on a wall that shakes, and the ringing of compression, change the brightness beside an edge.
    private const float ShareOfEdge = 0.8f;

    private readonly int width;
    private readonly byte[] seconds;
    private readonly byte[] hidden;
    private readonly float[] edges;
    private readonly double[] since;
    private float[] before;
    private float noise = 2;

    public PixelBackground(SmallPicture picture)
    {
        width = picture.Width;
        Planes = Copy(picture);
        Recent = Copy(picture);
        before = picture.Planes[SmallPicture.Brightness];
        (seconds, hidden, edges, since) = (new byte[before.Length], new byte[before.Length], new float[before.Length], new double[before.Length]);
        Differs = new byte[before.Length];
        Array.Fill(since, double.NaN);
    }

    /// <summary>The background: brightness, blue and red difference, each height x width.</summary>
    public float[][] Planes { get; }

    /// <summary>The mean of the last seconds, of the same form.</summary>
    public float[][] Recent { get; }

    /// <summary>Not 0 where the picture shows something else than the background, with nobody before it.</summary>
    public byte[] Differs { get; }

    /// <summary>0 to 1: the share of the picture that moved since the second before.</summary>
    public double Moving { get; private set; }

    public bool IsKnown(int pixel) => seconds[pixel] >= SecondsToKnow;

    /// <summary>The time from which on the pixel has shown the same; the present where it changes.</summary>
    public double Since(int pixel, double now) => double.IsNaN(since[pixel]) ? now : since[pixel];

    /// <summary>The least difference of brightness that is none of noise, in grey levels.</summary>
    public float Tolerance(int pixel) =>
        Math.Clamp(TimesTheNoise * noise, LeastDifference, LargestDifference) + (ShareOfEdge * edges[pixel]);

    /// <summary>Compares with the second before; call once for each, before anything else.</summary>
    public void Follow(SmallPicture picture)
    {
        var now = picture.Planes[SmallPicture.Brightness];
        var changes = new int[256];
        var moving = 0;
        for (var pixel = 0; pixel < now.Length; pixel++)
        {
            var change = MathF.Abs(now[pixel] - before[pixel]);
            changes[(int)Math.Min(255, change * 8)]++;
            moving += IsMovement(change) ? 1 : 0;
        }

        Moving = (double)moving / now.Length;
        // The median of the difference of two normal values is 0.95 times the deviation of one.
        noise += 0.1f * (((Histogram.Median(changes, now.Length) + 0.5f) / 8 / 0.95f) - noise);
    }

    /// <summary>Learns a second in which the light was no other than that of the background.</summary>
    /// <param name="covered">Not 0 where somebody is.</param>
    /// <param name="owned">Not 0 where a thing stands already.</param>
    /// <param name="now">In seconds.</param>
    public void Update(SmallPicture picture, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> owned, double now)
    {
        for (var pixel = 0; pixel < covered.Length; pixel++)
        {
            Differs[pixel] = 0;
            if (covered[pixel] != 0)
            {
                Hide(pixel);
                continue;
            }

            hidden[pixel] = 0;
            if (owned[pixel] == 0)
            {
                Update(pixel, picture, now);
            }

            Blend(Recent, picture, pixel, RecentRate);
        }

        before = picture.Planes[SmallPicture.Brightness];
        FindEdges();
    }

    /// <summary>Nothing is learnt of this second but how it looked.</summary>
    public void Skip(SmallPicture picture) => before = picture.Planes[SmallPicture.Brightness];

    /// <summary>The light of the whole picture is another: what is known of it changes with it.</summary>
    public void Relight(LightChange light)
    {
        foreach (var planes in new[] { Planes, Recent })
        {
            for (var plane = 0; plane < planes.Length; plane++)
            {
                var gain = plane == SmallPicture.Brightness ? light.Gain : 1;
                for (var pixel = 0; pixel < planes[plane].Length; pixel++)
                {
                    planes[plane][pixel] = Math.Clamp((gain * planes[plane][pixel]) + light.Offset[plane], 0, 255);
                }
            }
        }
    }

    /// <summary>
    /// What did not differ before the light was switched is learnt anew where it does now: where the picture was too dark
    /// or too bright nothing was known of its shades.
    /// </summary>
    public void LearnAnew(SmallPicture picture, ReadOnlySpan<byte> covered, ReadOnlySpan<byte> owned)
    {
        for (var pixel = 0; pixel < seconds.Length; pixel++)
        {
            if (covered[pixel] == 0 && owned[pixel] == 0 && double.IsNaN(since[pixel]) && DiffersFrom(Planes, picture, pixel))
            {
                seconds[pixel] = 0;
            }
        }
    }

    /// <summary>What is there now is seen for the first time.</summary>
    public void Restart(int pixel) => since[pixel] = double.NaN;

    /// <summary>What is there now belongs to the background.</summary>
    public void Absorb(int pixel)
    {
        for (var plane = 0; plane < Planes.Length; plane++)
        {
            Planes[plane][pixel] = Recent[plane][pixel];
        }

        since[pixel] = double.NaN;
    }

    private void Update(int pixel, SmallPicture picture, double now)
    {
        var brightness = picture.Planes[SmallPicture.Brightness][pixel];
        var moves = IsMovement(MathF.Abs(brightness - before[pixel]));
        if (!IsKnown(pixel))
        {
            seconds[pixel] = moves ? (byte)0 : (byte)(seconds[pixel] + 1);
            Blend(Planes, picture, pixel, moves ? 1 : 1f / seconds[pixel]);
            return;
        }

        if (!DiffersFrom(Planes, picture, pixel))
        {
            since[pixel] = double.NaN;
            Blend(Planes, picture, pixel, moves ? 0 : LearningRate);
            return;
        }

        Differs[pixel] = 1;
        if (double.IsNaN(since[pixel]) || DiffersFrom(Recent, picture, pixel))
        {
            since[pixel] = now;
            Blend(Recent, picture, pixel, 1);
        }
    }

    private void Hide(int pixel)
    {
        seconds[pixel] = IsKnown(pixel) ? seconds[pixel] : (byte)0;
        hidden[pixel] = (byte)Math.Min(SecondsToForget, hidden[pixel] + 1);
        since[pixel] = hidden[pixel] < SecondsToForget ? since[pixel] : double.NaN;
    }

    /// <summary>Whether the pixel shows something else than the background.</summary>
    public bool DiffersNow(SmallPicture picture, int pixel) => DiffersFrom(Planes, picture, pixel);

    private bool DiffersFrom(float[][] planes, SmallPicture picture, int pixel) =>
        MathF.Abs(picture.Planes[0][pixel] - planes[0][pixel]) > Tolerance(pixel)
        || MathF.Abs(picture.Planes[1][pixel] - planes[1][pixel]) > ColourDifference
        || MathF.Abs(picture.Planes[2][pixel] - planes[2][pixel]) > ColourDifference;

    private bool IsMovement(float change) => change > Math.Max(LeastDifference, TimesTheNoise * noise);

    private static void Blend(float[][] planes, SmallPicture picture, int pixel, float rate)
    {
        for (var plane = 0; plane < planes.Length; plane++)
        {
            planes[plane][pixel] += rate * (picture.Planes[plane][pixel] - planes[plane][pixel]);
        }
    }

    private static float[][] Copy(SmallPicture picture) => [.. picture.Planes.Select(plane => plane.ToArray())];

    private void FindEdges()
    {
        var background = Planes[SmallPicture.Brightness];
        for (var pixel = width; pixel < edges.Length - width; pixel++)
        {
            var across = MathF.Abs(background[pixel + 1] - background[pixel - 1]);
            var down = MathF.Abs(background[pixel + width] - background[pixel - width]);
            edges[pixel] = MathF.Max(across, down) / 2;
        }
    }
}

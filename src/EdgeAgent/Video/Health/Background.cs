namespace EdgeAgent.Video.Health;

/// <summary>
/// What stays in a camera's picture in one light: two running averages, one of minutes and one of hours, so that what
/// stood before the lens for an hour neither becomes the only truth nor is missed when it goes.
/// </summary>
internal sealed class Background
{
    // A view that was steady for so long is known.
    private const int SecondsToKnow = 10;
    private const int RecentSeconds = 300;
    private const int LastingSeconds = 4 * 3600;

    // Later the averages change so slowly that their edges need not be found anew each second.
    private const int SecondsBetweenUpdates = 10;

    private readonly float[] recent = new float[BlockGrid.Pixels];
    private readonly float[] lasting = new float[BlockGrid.Pixels];
    private int seconds;

    public Background(float[] picture)
    {
        picture.CopyTo(recent, 0);
        picture.CopyTo(lasting, 0);
        seconds = 1;
        Recent = Lasting = new Structure(recent);
    }

    public Background(LearntView view)
    {
        Read(view.Recent.Span, recent);
        Read(view.Lasting.Span, lasting);
        seconds = LastingSeconds;
        Flicker = view.Flicker;
        Recent = new Structure(recent);
        Lasting = new Structure(lasting);
    }

    public bool Known => seconds >= SecondsToKnow;

    public Structure Recent { get; private set; }

    public Structure Lasting { get; private set; }

    /// <summary>The least flicker of the calm parts that was seen, 0-1; null when none was measured yet.</summary>
    public double? Flicker { get; private set; }

    /// <summary>Called once for each second of a clear view.</summary>
    /// <param name="picture">90 rows of 160 brightnesses.</param>
    /// <param name="calmFlicker">The flicker of the calm parts; null when there is none to learn.</param>
    /// <param name="weight">0-1: how much is learnt of it once the view is known.</param>
    public void Learn(float[] picture, double? calmFlicker, float weight)
    {
        seconds++;
        Flicker = calmFlicker < (Flicker ?? double.MaxValue) ? calmFlicker : Flicker;
        if (!Known)
        {
            Update(picture, 1);
        }
        else if (seconds % SecondsBetweenUpdates == 0)
        {
            Update(picture, SecondsBetweenUpdates * weight);
        }
    }

    /// <summary>Null while the view is not known.</summary>
    public LearntView? Snapshot() => Known ? new LearntView(Bytes(recent), Bytes(lasting), Flicker ?? 0) : null;

    private void Update(float[] picture, float weight)
    {
        Blend(recent, picture, weight / Math.Min(seconds, RecentSeconds));
        Blend(lasting, picture, weight / Math.Min(seconds, LastingSeconds));
        Recent = new Structure(recent);
        Lasting = new Structure(lasting);
    }

    private static void Blend(float[] average, float[] picture, float rate)
    {
        for (var pixel = 0; pixel < average.Length; pixel++)
        {
            average[pixel] += rate * (picture[pixel] - average[pixel]);
        }
    }

    private static void Read(ReadOnlySpan<byte> bytes, float[] picture)
    {
        for (var pixel = 0; pixel < picture.Length; pixel++)
        {
            picture[pixel] = bytes[pixel];
        }
    }

    private static byte[] Bytes(float[] picture) => Array.ConvertAll(picture, value => (byte)Math.Clamp(MathF.Round(value), 0, 255));
}

namespace EdgeAgent.Video.Health;

/// <summary>
/// Tells a frozen picture from a quiet one: its liveliest parts flicker less than this camera's calmest ever did.
/// Lights that are switched on take noise away too, but they change the brightness.
/// </summary>
internal sealed class Stillness
{
    private const double ToSeemFrozen = 0.5;
    private const double ToStayFrozen = 0.8;

    // Share of pixels. A camera that was ever calmer has no noise to miss: its picture is frozen when long the very same.
    private const double LeastFlicker = 0.01;
    private static readonly TimeSpan LongTheSame = TimeSpan.FromMinutes(10);

    // Pictures that are the very same, key frames among them, are none of a camera that never gave that many in a row.
    // Encoders that save on quiet scenes do: three times the longest such run counts as frozen.
    private static readonly TimeSpan ShortRun = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan LongestRunLearnt = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan KnownAfter = TimeSpan.FromSeconds(20);
    private const int TimesTheLongest = 3;

    private const int SecondsBack = 9;
    private const float SameBrightness = 6;
    private const int ManyBlocks = BlockGrid.Blocks / 2;

    // A picture that freezes grows calm over the span of the measure: that must not pass for this camera's calm.
    private const int SecondsToSettle = 12;

    // After a movement in a picture that is too calm: long enough for the measure to forget a standstill before it.
    private static readonly TimeSpan Awake = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan UntilMeasured = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(1.5);

    private readonly Queue<float[]> brightness = new();
    private readonly Queue<double> calm = new();
    private bool excused;
    private DateTimeOffset? woke;
    private DateTimeOffset? watchedSince;
    private (DateTimeOffset Since, DateTimeOffset Until)? run;
    private TimeSpan longestRun;

    /// <summary>The flicker of the calm parts some seconds ago, with no standstill since; null when there is none to learn.</summary>
    public double? Settled { get; private set; }

    /// <summary>Called once a second.</summary>
    /// <param name="flicker">What was measured up to now.</param>
    /// <param name="learnt">This camera's least flicker of the calm parts in this light.</param>
    /// <param name="picture">What it shows now.</param>
    /// <param name="seemed">Whether it seemed frozen a second ago.</param>
    /// <param name="at">The time of the picture.</param>
    public bool SeemsFrozen(Flicker flicker, double? learnt, Structure picture, bool seemed, DateTimeOffset at)
    {
        Settled = null;
        var relit = IsRelit(picture);
        var isOnePicture = IsOnePicture(flicker, at);
        if (flicker.Measure() is not { } measured)
        {
            return false;
        }

        var isCalmer = learnt >= LeastFlicker && measured.Lively <= learnt * (seemed ? ToStayFrozen : ToSeemFrozen);
        excused = isCalmer && !seemed && (excused || relit);
        var frozen = (isCalmer && !excused && !IsAwake(flicker, isCalmer, at)) || isOnePicture;
        Settle(measured.Calm, frozen);
        if (isCalmer && at - woke >= UntilMeasured)
        {
            Settled = measured.Calm;
        }

        return frozen;
    }

    public void Forget()
    {
        brightness.Clear();
        calm.Clear();
        excused = false;
        woke = null;
        watchedSince = null;
        run = null;
        Settled = null;
    }

    private bool IsOnePicture(Flicker flicker, DateTimeOffset at)
    {
        watchedSince ??= at;
        if (run is { } past && past.Since != flicker.IdenticalSince)
        {
            // Where something moves right after it, the picture may have been frozen: that is not this camera's way.
            var length = at - flicker.LastMovement < JustNow ? TimeSpan.Zero : past.Until - past.Since;
            longestRun = length > longestRun ? length < LongestRunLearnt ? length : LongestRunLearnt : longestRun;
        }

        run = flicker.IdenticalSince is { } since ? (since, at) : null;
        if (run is not { } now)
        {
            return false;
        }

        var needed = longestRun * TimesTheLongest > ShortRun ? longestRun * TimesTheLongest : ShortRun;
        return at - now.Since >= LongTheSame || (at - now.Since >= needed && now.Since - watchedSince >= KnownAfter);
    }

    // What moves is not frozen, however little noise the camera makes today: in better light than it was learnt in, say.
    private bool IsAwake(Flicker flicker, bool isCalmer, DateTimeOffset at)
    {
        if (at - woke >= Awake)
        {
            woke = null;
        }

        if (isCalmer && at - flicker.LastMovement < JustNow)
        {
            woke ??= at;
        }

        return woke is not null;
    }

    private void Settle(double measured, bool frozen)
    {
        if (frozen)
        {
            calm.Clear();
            return;
        }

        calm.Enqueue(measured);
        if (calm.Count > SecondsToSettle)
        {
            Settled = calm.Dequeue();
        }
    }

    private bool IsRelit(Structure picture)
    {
        brightness.Enqueue(picture.Brightness.ToArray());
        if (brightness.Count > SecondsBack)
        {
            brightness.Dequeue();
        }

        var before = brightness.Peek();
        var changed = 0;
        for (var block = 0; block < before.Length; block++)
        {
            changed += MathF.Abs(before[block] - picture.Brightness[block]) > SameBrightness ? 1 : 0;
        }

        return changed > ManyBlocks;
    }
}

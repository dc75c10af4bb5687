namespace EdgeAgent.Detection.Background;

/// <summary>How the light of the whole picture differs from that in which the background was learnt.</summary>
/// <param name="Gain">Factor of the brightness.</param>
/// <param name="Offset">What is added to each plane after that.</param>
/// <param name="Changed">0 to 1: the share of the known background that differs although this is allowed for.</param>
internal sealed record LightChange(float Gain, float[] Offset, double Changed)
{
    public static readonly LightChange None = new(1, [0, 0, 0], 0);

    // Enough for a share, and of no order with the rows.
    private const int Stride = 7;
    private const int FewestSamples = 200;
    private const int Refinements = 3;
    private const float SwitchedGain = 0.08f;
    private const float SwitchedOffset = 8;
    private const float DarkestGain = 0.3f;
    private const float BrightestGain = 3f;

    /// <summary>Whether it changed at once and not as the day does.</summary>
    public bool IsSwitch => MathF.Abs(Gain - 1) > SwitchedGain || MathF.Abs(Offset[SmallPicture.Brightness]) > SwitchedOffset;

    /// <param name="open">What is known of the background and not hidden by anything.</param>
    public static LightChange Between(PixelBackground background, SmallPicture picture, ReadOnlySpan<byte> open)
    {
        var samples = new List<int>(open.Length / Stride);
        for (var pixel = 0; pixel < open.Length; pixel += Stride)
        {
            if (open[pixel] != 0)
            {
                samples.Add(pixel);
            }
        }

        if (samples.Count < FewestSamples)
        {
            return None;
        }

        var learnt = background.Planes[SmallPicture.Brightness];
        var now = picture.Planes[SmallPicture.Brightness];
        var ratio = Median([.. samples.Select(pixel => now[pixel] / Math.Max(1, learnt[pixel]))]);
        var shift = Median([.. samples.Select(pixel => now[pixel] - learnt[pixel])]);
        (float Gain, float Offset)[] guesses = [(1, 0), (ratio, 0), (1, shift)];
        var (gain, offset) = guesses.MinBy(guess => Outside(guess));
        for (var time = 0; time < Refinements; time++)
        {
            (gain, offset) = Refine([.. samples.Where(pixel => !IsOutside(pixel, (gain, offset)))], learnt, now, (gain, offset));
        }

        var inside = samples.Where(pixel => !IsOutside(pixel, (gain, offset))).ToList();
        float Shift(int plane) => inside.Count == 0 ? 0 : Median([.. inside.Select(pixel => picture.Planes[plane][pixel] - background.Planes[plane][pixel])]);
        return new LightChange(gain, [offset, Shift(1), Shift(2)], Outside((gain, offset)) / (double)samples.Count);

        bool IsOutside(int pixel, (float Gain, float Offset) light) =>
            MathF.Abs(now[pixel] - (light.Gain * learnt[pixel]) - light.Offset) > background.Tolerance(pixel);

        int Outside((float Gain, float Offset) light) => samples.Count(pixel => IsOutside(pixel, light));
    }

    private static (float Gain, float Offset) Refine(List<int> samples, float[] learnt, float[] now, (float Gain, float Offset) guess)
    {
        if (samples.Count < FewestSamples)
        {
            return guess;
        }

        double meanLearnt = samples.Average(pixel => learnt[pixel]), meanNow = samples.Average(pixel => now[pixel]);
        double both = 0, square = 0;
        foreach (var pixel in samples)
        {
            both += (learnt[pixel] - meanLearnt) * (now[pixel] - meanNow);
            square += (learnt[pixel] - meanLearnt) * (learnt[pixel] - meanLearnt);
        }

        // On a picture of one shade a factor cannot be told from an addition.
        var gain = square < samples.Count ? 1 : Math.Clamp((float)(both / square), DarkestGain, BrightestGain);
        return (gain, (float)(meanNow - (gain * meanLearnt)));
    }

    private static float Median(float[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}

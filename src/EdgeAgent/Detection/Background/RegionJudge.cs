using OpenCvSharp;

namespace EdgeAgent.Detection.Background;

/// <summary>Tells things from light and from what is gone, by the picture's structure, which light does not change and which ends where a thing ends.</summary>
internal static class RegionJudge
{
    // The contour of what is gone lies in the background and no more in the picture.
    private const float ContourKept = 0.9f;

    // Too few pixels within the contour have no structure that could be compared.
    private const int FewestInside = 40;
    private const int Contour = 2;
    private const int Neighbourhood = 5;
    private const float LeastTexture = 1.5f;
    private const float ShareOfTexture = 0.02f;
    private const float SameTexture = 0.6f;
    private const float DarkestShadow = 0.5f;
    private const float BrightestLight = 2;
    private const float SameColour = 5;

    /// <param name="seen">Brightness, blue and red difference of the picture, each height x width.</param>
    /// <param name="learnt">Those of the background.</param>
    public static RegionKind Judge(Region region, float[][] seen, float[][] learnt)
    {
        if (ContourOf(region, seen) < ContourKept * ContourOf(region, learnt))
        {
            return RegionKind.Gone;
        }

        return IsLight(region, seen, learnt) ? RegionKind.Light : RegionKind.Thing;
    }

    private static float ContourOf(Region region, float[][] planes)
    {
        var (outer, inner) = (region.Grown(1), region.Shrunk(1));
        var sum = 0f;
        foreach (var plane in planes)
        {
            var gradient = new Gradient(region.Cut(plane), region.Area.Width);
            for (var pixel = 0; pixel < outer.Length; pixel++)
            {
                sum += outer[pixel] != 0 && inner[pixel] == 0 ? gradient.Strength(pixel) : 0;
            }
        }

        return sum;
    }

    private static bool IsLight(Region region, float[][] seen, float[][] learnt)
    {
        var inside = region.Shrunk(Contour);
        var places = Enumerable.Range(0, inside.Length).Where(pixel => inside[pixel] != 0).ToList();
        if (places.Count < FewestInside)
        {
            return false;
        }

        var (now, then) = (Means(seen), Means(learnt));
        var (nowTexture, thenTexture) = (Texture(seen), Texture(learnt));
        var (nowStrength, thenStrength) = (Strength(nowTexture), Strength(thenTexture));
        if (thenStrength >= LeastTexture)
        {
            var product = places.Sum(pixel => nowTexture[pixel] * thenTexture[pixel]) / places.Count;
            return nowStrength > 0 && product / (nowStrength * thenStrength) >= SameTexture;
        }

        var gain = now[0] / Math.Max(1, then[0]);
        return nowStrength <= Math.Max(LeastTexture, ShareOfTexture * now[0])
            && gain is >= DarkestShadow and <= BrightestLight
            && MathF.Abs(now[1] - then[1]) < SameColour && MathF.Abs(now[2] - then[2]) < SameColour;

        float[] Means(float[][] planes) =>
            [.. planes.Select(plane => region.Cut(plane)).Select(part => places.Average(pixel => part[pixel]))];

        float[] Texture(float[][] planes)
        {
            var part = region.Cut(planes[SmallPicture.Brightness]);
            var smooth = new float[part.Length];
            using var from = Mat.FromPixelData(region.Area.Height, region.Area.Width, MatType.CV_32FC1, part);
            using var to = Mat.FromPixelData(region.Area.Height, region.Area.Width, MatType.CV_32FC1, smooth);
            Cv2.Blur(from, to, new Size(Neighbourhood, Neighbourhood));
            return [.. part.Zip(smooth, (sharp, soft) => sharp - soft)];
        }

        float Strength(float[] texture) => MathF.Sqrt(places.Sum(pixel => texture[pixel] * texture[pixel]) / places.Count);
    }
}

using EdgeAgent.Geometry;

namespace EdgeAgent.Detection.Background;

/// <summary>Where persons hide what is behind them.</summary>
internal static class Cover
{
    // A detector's box cuts off an elbow or a shoe.
    private const double BesideShare = 0.1;
    private const double AboveShare = 0.05;

    /// <returns>height x width, not 0 where somebody is.</returns>
    public static byte[] Mask(IEnumerable<Box> persons, int width, int height)
    {
        var mask = new byte[width * height];
        foreach (var box in persons)
        {
            var (beside, above) = (BesideShare * box.Width, AboveShare * box.Height);
            var grown = new Box(box.Left - beside, box.Top - above, box.Right + beside, box.Bottom + above).Clip();
            var (left, right) = ((int)(grown.Left * width), (int)Math.Ceiling(grown.Right * width));
            for (var row = (int)(grown.Top * height); row < (int)Math.Ceiling(grown.Bottom * height); row++)
            {
                mask.AsSpan((row * width) + left, right - left).Fill(1);
            }
        }

        return mask;
    }
}

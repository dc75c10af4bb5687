namespace EdgeAgent.Detection.Background;

/// <summary>How the brightness of a part of a picture rises to the right and downwards, in half grey levels for each pixel.</summary>
internal readonly struct Gradient
{
    private readonly float[] across;
    private readonly float[] down;

    /// <param name="part">Row by row.</param>
    public Gradient(float[] part, int width)
    {
        (across, down) = (new float[part.Length], new float[part.Length]);
        for (var pixel = 0; pixel < part.Length; pixel++)
        {
            var column = pixel % width;
            across[pixel] = column == 0 || column == width - 1 ? 0 : part[pixel + 1] - part[pixel - 1];
            down[pixel] = pixel < width || pixel >= part.Length - width ? 0 : part[pixel + width] - part[pixel - width];
        }
    }

    public float Strength(int pixel) => MathF.Abs(across[pixel]) + MathF.Abs(down[pixel]);

    /// <summary>Normalised correlation with another, -1 to 1: 1 for the same thing in whatever light, about 0 for another.</summary>
    /// <param name="mask">Not 0 where it counts.</param>
    public float Likeness(Gradient other, ReadOnlySpan<byte> mask)
    {
        float product = 0, own = 0, others = 0;
        for (var pixel = 0; pixel < mask.Length; pixel++)
        {
            if (mask[pixel] != 0)
            {
                product += (across[pixel] * other.across[pixel]) + (down[pixel] * other.down[pixel]);
                own += (across[pixel] * across[pixel]) + (down[pixel] * down[pixel]);
                others += (other.across[pixel] * other.across[pixel]) + (other.down[pixel] * other.down[pixel]);
            }
        }

        return own * others > 0 ? product / MathF.Sqrt(own * others) : 0;
    }

    /// <summary>Becomes a little more like another.</summary>
    public void Follow(Gradient other, float rate)
    {
        for (var pixel = 0; pixel < across.Length; pixel++)
        {
            across[pixel] += rate * (other.across[pixel] - across[pixel]);
            down[pixel] += rate * (other.down[pixel] - down[pixel]);
        }
    }
}

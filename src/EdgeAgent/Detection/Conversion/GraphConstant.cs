namespace EdgeAgent.Detection.Conversion;

/// <summary>A tensor whose values are known when the graph is converted: weights, shapes, axes.</summary>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Floats">The values, last axis fastest; null where they are whole numbers.</param>
/// <param name="Integers">The values, last axis fastest; null where they are floats.</param>
internal sealed record GraphConstant(IReadOnlyList<int> Shape, float[]? Floats, int[]? Integers)
{
    public static int Count(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => checked(product * size));

    /// <summary>The constant beside pictures that have their channels in front: 1 x channels x height x width, or n x these.</summary>
    /// <returns>Null for whole numbers and for more than four axes.</returns>
    public GraphConstant? ChannelsFirst()
    {
        if (Floats is null || Shape.Count > 4)
        {
            return null;
        }

        int[] sizes = [.. Enumerable.Repeat(1, 4 - Shape.Count), .. Shape];
        var (places, channels) = (sizes[1] * sizes[2], sizes[3]);
        var turned = new float[Floats.Length];
        for (var i = 0; i < turned.Length; i++)
        {
            var (picture, place, channel) = (i / channels / places, i / channels % places, i % channels);
            turned[(picture * channels + channel) * places + place] = Floats[i];
        }

        return new GraphConstant([sizes[0], channels, sizes[1], sizes[2]], turned, null);
    }
}

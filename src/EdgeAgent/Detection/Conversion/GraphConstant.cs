namespace EdgeAgent.Detection.Conversion;

/// <summary>A tensor whose values are known when the graph is converted: weights, shapes, axes.</summary>
/// <param name="Shape">Sizes; empty for a single number.</param>
/// <param name="Floats">The values, last axis fastest; null where they are whole numbers.</param>
/// <param name="Integers">The values, last axis fastest; null where they are floats.</param>
internal sealed record GraphConstant(IReadOnlyList<int> Shape, float[]? Floats, int[]? Integers)
{
    public static int Count(IReadOnlyList<int> shape) => shape.Aggregate(1, (product, size) => checked(product * size));
}

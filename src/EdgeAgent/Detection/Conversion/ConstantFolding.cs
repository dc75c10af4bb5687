namespace EdgeAgent.Detection.Conversion;

/// <summary>Arithmetic on constants that exporters leave in a graph to make up a shape.</summary>
internal static class ConstantFolding
{
    /// <returns>The node's value, or null where it is not one of the few that are worked out.</returns>
    public static GraphConstant? Fold(GraphNode node, IReadOnlyList<GraphConstant> inputs) => (node.Operator, inputs) switch
    {
        ("SparseToDense", [{ Integers: [] }, { Integers: { } shape }, _, { Integers: [var filling] }]) =>
            Filled(shape, filling),
        ("AddV2", [{ Integers: { } left } first, { Integers: { } right }]) when left.Length == right.Length =>
            first with { Integers = [.. left.Zip(right, (a, b) => a + b)] },
        _ => null,
    };

    private static GraphConstant Filled(int[] shape, int filling)
    {
        var values = new int[GraphConstant.Count(shape)];
        Array.Fill(values, filling);
        return new GraphConstant(shape, null, values);
    }
}

namespace EdgeAgent.Detection;

/// <summary>Order of a picture's colours.</summary>
public enum ColourOrder
{
    Bgr,
    Rgb,
}

/// <summary>What a model takes: one picture of fixed size as 32-bit floats, (value - mean) / standard deviation for each colour.</summary>
public sealed record ModelInput
{
    /// <summary>Name of the tensor; a name inside the source's graph cuts the graph there.</summary>
    public required string Name { get; init; }

    /// <summary>Four sizes: 1 x 3 x height x width, or 1 x height x width x 3.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    public required ColourOrder Colour { get; init; }

    /// <summary>Three numbers, in the model's order of colours, on the scale 0 to 255.</summary>
    public required IReadOnlyList<float> Mean { get; init; }

    /// <summary>Three numbers, in the model's order of colours, on the scale 0 to 255.</summary>
    public required IReadOnlyList<float> StandardDeviation { get; init; }

    /// <summary>Whether the colours are three planes, one behind the other; otherwise each pixel's three colours stand together.</summary>
    internal bool HasPlanes => Shape[1] == 3;

    internal int Height => Shape[HasPlanes ? 2 : 1];

    internal int Width => Shape[HasPlanes ? 3 : 2];

    internal string? Problem() =>
        Shape is not ([1, 3, > 0, > 0] or [1, > 0, > 0, 3]) ? "input.shape must be [1, 3, height, width] or [1, height, width, 3]"
        : Mean.Count != 3 ? "input.mean must have three numbers"
        : StandardDeviation.Count != 3 || StandardDeviation.Any(value => value <= 0) ? "input.standardDeviation must have three numbers above 0"
        : null;
}

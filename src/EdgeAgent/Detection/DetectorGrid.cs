namespace EdgeAgent.Detection;

/// <summary>One grid of places, row by row from the top left.</summary>
public sealed record DetectorGrid
{
    /// <summary>Distance of neighbouring places in pixels of the model's input.</summary>
    public required int Stride { get; init; }

    /// <summary>Name of the output with the scores.</summary>
    public required string Scores { get; init; }

    /// <summary>Name of the output with the distances to the sides of the box.</summary>
    public required string Distances { get; init; }
}

namespace EdgeAgent.Detection;

/// <summary>How an object detector lays out what it found.</summary>
public enum DetectorOutput
{
    /// <summary>For each place a score per class and, for each side of the box, a distribution over distances: <see cref="NanoDetDecoder"/>.</summary>
    NanoDet,
}

/// <summary>How to read objects from a detector's outputs.</summary>
public sealed record DetectorForm
{
    public required DetectorOutput Output { get; init; }

    /// <summary>The grids of places, finest first.</summary>
    public required IReadOnlyList<DetectorGrid> Grids { get; init; }

    /// <summary>
    /// Objects below this are left out, 0 to 1. It is low on purpose: the tracker uses weak detections to keep a track
    /// that it has, never to begin one.
    /// </summary>
    public required float MinimumConfidence { get; init; }

    /// <summary>Of two boxes of one label that share more than this (intersection over union), the weaker is dropped.</summary>
    public required float MaximumOverlap { get; init; }

    /// <summary>The classes in the order of the scores.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Classes that are reported under another label, e.g. those which the model confuses with each other.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    internal string? Problem() =>
        Grids.Count == 0 || Grids.Any(grid => grid.Stride < 1) ? "detector.grids needs at least one grid, with a stride of at least 1"
        : MinimumConfidence is not (> 0 and < 1) ? "detector.minimumConfidence must be between 0 and 1"
        : MaximumOverlap is not (> 0 and < 1) ? "detector.maximumOverlap must be between 0 and 1"
        : Labels.Keys.FirstOrDefault(name => !Classes.Contains(name)) is { } stranger ? $"detector.labels names {stranger}, which is no class"
        : null;
}

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

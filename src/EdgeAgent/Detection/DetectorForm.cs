using System.Text.Json;

namespace EdgeAgent.Detection;

/// <summary>How an object detector lays out what it found.</summary>
public enum DetectorOutput
{
    /// <summary>For each place a score per class and, for each side of the box, a distribution over distances: <see cref="NanoDetDecoder"/>.</summary>
    NanoDet,

    /// <summary>For each place a box, whether there is anything, and a probability per class: <see cref="YoloxDecoder"/>.</summary>
    Yolox,

    /// <summary>Finished boxes with their scores and classes: <see cref="BoxesDecoder"/>.</summary>
    Boxes,
}

/// <summary>How to read objects from a detector's outputs.</summary>
public sealed record DetectorForm
{
    public required DetectorOutput Output { get; init; }

    /// <summary>The grids of places, finest first; only and always for <see cref="DetectorOutput.NanoDet"/>.</summary>
    public IReadOnlyList<DetectorGrid>? Grids { get; init; }

    /// <summary>Distances of neighbouring places in pixels of the model's input, finest grid first; only and always for <see cref="DetectorOutput.Yolox"/>.</summary>
    public IReadOnlyList<int>? Strides { get; init; }

    /// <summary>Whether the boxes are pixels already; only for <see cref="DetectorOutput.Yolox"/>.</summary>
    public bool Decoded { get; init; }

    /// <summary>Where the boxes are; only and always for <see cref="DetectorOutput.Boxes"/>.</summary>
    public BoxesForm? Boxes { get; init; }

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

    /// <summary>What each class is reported as, in the order of the classes.</summary>
    internal IReadOnlyList<string> Reported => [.. Classes.Select(name => Labels.GetValueOrDefault(name, name))];

    internal string? Problem(ModelInput input, IReadOnlyList<string> outputs) =>
        ProblemOfParts()
        ?? ProblemOfGrids(input)
        ?? (Boxes is { FirstClass: < 0 } ? "detector.boxes.firstClass must be at least 0"
        : Output == DetectorOutput.Yolox && outputs.Count != 1 ? "outputs must name the one output of detector.output yolox"
        : Outputs().FirstOrDefault(name => !outputs.Contains(name)) is { } unlisted ? $"detector names the output {unlisted}, which is not among outputs"
        : MinimumConfidence is not (> 0 and < 1) ? "detector.minimumConfidence must be between 0 and 1"
        : MaximumOverlap is not (> 0 and < 1) ? "detector.maximumOverlap must be between 0 and 1"
        : Classes.Count == 0 ? "detector.classes needs at least one class"
        : Labels.Keys.FirstOrDefault(name => !Classes.Contains(name)) is { } stranger ? $"detector.labels names {stranger}, which is none of detector.classes"
        : null);

    private string? ProblemOfParts()
    {
        (string Name, DetectorOutput Of, bool IsThere)[] parts =
        [
            ("grids", DetectorOutput.NanoDet, Grids is not null),
            ("strides", DetectorOutput.Yolox, Strides is not null),
            ("boxes", DetectorOutput.Boxes, Boxes is not null),
            ("decoded", DetectorOutput.Yolox, Decoded),
        ];
        var own = parts.First(part => part.Of == Output);
        return Array.Find(parts, part => part.IsThere && part.Of != Output).Name is { } foreign
            ? $"detector.{foreign} has no place where detector.output is {Word(Output)}"
            : own.IsThere ? null : $"detector.{own.Name} is missing, which detector.output {Word(Output)} needs";
    }

    private string? ProblemOfGrids(ModelInput input) =>
        Grids is { Count: 0 } || Grids?.Any(grid => grid.Stride < 1) == true ? "detector.grids needs at least one grid, with a stride of at least 1"
        : Strides is { Count: 0 } || Strides?.Any(stride => stride < 1) == true ? "detector.strides needs at least one stride, of at least 1"
        : Strides?.FirstOrDefault(stride => input.Height % stride != 0 || input.Width % stride != 0) is > 0 and var uneven
            ? $"detector.strides: {uneven} does not divide the {input.Height} x {input.Width} pixels of input.shape"
        : null;

    private IEnumerable<string> Outputs() =>
        (Grids ?? []).SelectMany(grid => new[] { grid.Scores, grid.Distances }).Concat(Boxes?.Outputs ?? []);

    private static string Word(DetectorOutput output) => JsonNamingPolicy.CamelCase.ConvertName(output.ToString());
}

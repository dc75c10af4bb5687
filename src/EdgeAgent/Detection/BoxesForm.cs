namespace EdgeAgent.Detection;

/// <summary>Order of a box's four numbers.</summary>
public enum CornerOrder
{
    /// <summary>Left, top, right, bottom.</summary>
    Xyxy,

    /// <summary>Top, left, bottom, right, as TensorFlow has them.</summary>
    Yxyx,
}

/// <summary>What a box's numbers count.</summary>
public enum BoxUnit
{
    /// <summary>Pixels of the model's input.</summary>
    Pixels,

    /// <summary>Fractions of the model's input, 0 to 1.</summary>
    Fractions,
}

/// <summary>The outputs of a detector that gives finished boxes, how many so ever.</summary>
public sealed record BoxesForm
{
    /// <summary>Name of the output with the boxes: 1 x N x 4 or N x 4.</summary>
    public required string Corners { get; init; }

    public required CornerOrder Order { get; init; }

    public required BoxUnit Units { get; init; }

    /// <summary>Name of the output with the scores, 0 to 1: 1 x N or N; without <see cref="Classes"/> 1 x N x classes or N x classes.</summary>
    public required string Scores { get; init; }

    /// <summary>Name of the output with the classes' numbers: 1 x N or N; null where the scores have a column for each class.</summary>
    public string? Classes { get; init; }

    /// <summary>Name of the output that says how many of the boxes count; null where all do.</summary>
    public string? Count { get; init; }

    /// <summary>Number, or column, of the first of the form's classes; 1 where 0 is the background.</summary>
    public int FirstClass { get; init; }

    internal IEnumerable<string> Outputs => new[] { Corners, Scores, Classes, Count }.OfType<string>();
}

namespace EdgeAgent.Detection;

/// <summary>What a head is shown.</summary>
public enum JudgedPart
{
    Face,
    Head,

    /// <summary>Each hand by itself.</summary>
    Hands,
    Torso,

    /// <summary>No part of a person: a thing, as it was detected.</summary>
    Thing,
}

/// <summary>
/// How to read a head's answer: a calibrated probability for each class. The score, the probability of a violation, is
/// the share of the violating classes among those that can be judged.
/// </summary>
public sealed record HeadForm
{
    public required JudgedPart Judges { get; init; }

    /// <summary>The classes in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Those that are a violation.</summary>
    public required IReadOnlyList<string> Violations { get; init; }

    /// <summary>Those that say that the crop does not show what the head judges.</summary>
    public IReadOnlyList<string> Unfit { get; init; } = [];

    /// <summary>Its figures do not bear an accusation: what it reports is called suspected.</summary>
    public bool Suspected { get; init; }

    /// <summary>A score below this is fine, 0 to 1.</summary>
    public required double FineBelow { get; init; }

    /// <summary>A score from this on is a violation, 0 to 1; in between the head is unsure.</summary>
    public required double ViolationFrom { get; init; }

    /// <summary>Width in pixels, of what the crop is of, below which nothing can be told.</summary>
    public required double SmallestPixels { get; init; }

    /// <summary>Variance of the Laplacian of the grey crop at the model's size below which it is too blurred; 0 takes all.</summary>
    public required double LeastSharpness { get; init; }

    internal string? Problem() =>
        Classes.Count < 2 || Classes.Distinct().Count() != Classes.Count ? "head.classes needs at least two different classes"
        : Violations.Concat(Unfit).FirstOrDefault(name => !Classes.Contains(name)) is { } stranger ? $"head names {stranger}, which is none of head.classes"
        : Violations.Count == 0 || Violations.Intersect(Unfit).Any() || Violations.Count + Unfit.Count >= Classes.Count
            ? "head needs a class that is a violation and one that is neither that nor unfit"
        : !(FineBelow >= 0 && FineBelow <= ViolationFrom && ViolationFrom <= 1) ? "head.fineBelow and head.violationFrom must be 0 to 1, in this order"
        : !(SmallestPixels >= 1) ? "head.smallestPixels must be at least 1"
        : !(LeastSharpness >= 0) ? "head.leastSharpness must be at least 0"
        : null;
}

namespace EdgeAgent.Detection.Teaching;

/// <summary>What can be taught on site: a head that tells good crops from bad ones.</summary>
/// <param name="Name">As rules and looks name it.</param>
/// <param name="Judges">What it is shown.</param>
/// <param name="Good">Its class of what is right.</param>
/// <param name="Bad">Its class of what is a violation.</param>
public sealed record TeachableHead(string Name, JudgedPart Judges, string Good, string Bad)
{
    /// <summary>Width in pixels, of what a crop is of, below which nothing can be told.</summary>
    public const double SmallestPixels = 24;

    /// <summary>Classes of the detector that a container may be.</summary>
    public static readonly IReadOnlyCollection<string> ContainerLabels = ["bottle", "cup", "bowl", "wine glass", "vase"];

    public static readonly IReadOnlyList<TeachableHead> All =
    [
        new("workwear", JudgedPart.Torso, "workwear", "other"),
        new("hat", JudgedPart.Head, "covered", "bare"),
        new("mask", JudgedPart.Face, "mask", "no_mask"),
        new("gloves", JudgedPart.Hands, "gloved", "bare_hand"),
        new("container", JudgedPart.Thing, "registered", "foreign"),
    ];

    /// <summary>There is no shipped head of that name: what is not taught is not judged.</summary>
    public bool IsOnlyTaught => Judges is JudgedPart.Torso or JudgedPart.Thing;

    /// <summary>The rule that asks it has nothing to go by until it is taught; containers are told by their kind as long.</summary>
    public bool IsNothingUntaught => Judges == JudgedPart.Torso;

    /// <summary>
    /// What is right is a list of known things, and everything else is wrong, whatever it looks like: judged by the
    /// likeness to the nearest known one instead of by what good and bad have in common.
    /// </summary>
    internal bool IsList => Judges == JudgedPart.Thing;

    internal HeadForm Form(double fineBelow, double violationFrom) => new()
    {
        Judges = Judges,
        Classes = [Good, Bad],
        Violations = [Bad],
        FineBelow = fineBelow,
        ViolationFrom = violationFrom,
        SmallestPixels = SmallestPixels,
        LeastSharpness = 0,
    };

    public static TeachableHead? Find(string name) => All.FirstOrDefault(head => head.Name == name);
}

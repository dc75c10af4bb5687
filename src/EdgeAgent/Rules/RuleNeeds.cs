namespace EdgeAgent.Rules;

/// <summary>What a rule has to be told of each moment; what no rule needs is not looked for.</summary>
public sealed record RuleNeeds
{
    public static readonly RuleNeeds Nothing = new();

    /// <summary>Classes of the detector without which the rule is blind.</summary>
    public IReadOnlyCollection<string> Labels { get; init; } = [];

    /// <summary>Further classes, which the rule makes use of where the detector knows them.</summary>
    public IReadOnlyCollection<string> HelpfulLabels { get; init; } = [];

    /// <summary>Those of either that are small things, of which the detector is never very certain.</summary>
    public IReadOnlyCollection<string> FaintLabels { get; init; } = [];

    /// <summary>Heads that judge the persons in sight.</summary>
    public IReadOnlyCollection<string> Heads { get; init; } = [];

    /// <summary>Things that were not there before and stay: <see cref="Moment.Left"/>.</summary>
    public bool LeftThings { get; init; }

    /// <summary>Regions that move: <see cref="Moment.Moving"/>.</summary>
    public bool Movement { get; init; }

    /// <summary>The rule's own zone is watched for flames and steam: <see cref="Moment.Active"/>.</summary>
    public bool Activity { get; init; }
}

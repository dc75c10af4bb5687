namespace EdgeAgent.Rules;

/// <summary>What is fixed about one rule.</summary>
/// <param name="Kind">The supervising office's word.</param>
/// <param name="Hold">Default in seconds.</param>
/// <param name="CoolDown">Default in seconds.</param>
internal sealed record RuleEntry(string Kind, Severity Severity, double Hold, double CoolDown, Func<RuleSettings, IRule> Create)
{
    /// <summary>Default; lower for rules about small things, which the detector is never very certain of.</summary>
    public double MinimumConfidence { get; init; } = 0.5;

    /// <summary>It watches an area, and over the whole picture it would make no sense.</summary>
    public bool NeedsZone { get; init; }

    /// <summary>What it reports is somewhere in the picture, so that it can be deaf in quiet areas.</summary>
    public bool HasPlace { get; init; } = true;

    /// <summary>Names of properties of <see cref="RuleOptions"/> that only some rules have and that this one cannot do without.</summary>
    public IReadOnlyCollection<string> Demands { get; init; } = [];

    /// <summary>Names of properties of <see cref="RuleOptions"/> that only some rules have and that this one may be given.</summary>
    public IReadOnlyCollection<string> Takes { get; init; } = [];

    /// <summary>The words that <see cref="RuleOptions.Allowed"/> may hold.</summary>
    public IReadOnlyCollection<string> Allowable { get; init; } = [];
}

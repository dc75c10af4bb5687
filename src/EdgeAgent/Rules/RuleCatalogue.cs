using System.Text.Json;
using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>What is fixed about each rule: the supervising office's kind, the titles that people read, and the defaults.</summary>
public static class RuleCatalogue
{
    // Less than what begins a track: while something is followed, its detections may be weaker.
    private const double FaintConfidence = 0.3;

    private static readonly Dictionary<string, RuleEntry> Entries = new()
    {
        ["animal"] = new("surroundings", Severity.Serious, Hold: 1, CoolDown: 5, settings => new AnimalRule(settings)),
        ["dirty_floor"] = OfLeftThings(settings => new DirtyFloorRule(settings)),
        ["bin_open"] = OfLeftThings(settings => new BinOpenRule(settings)),
        ["clutter"] = OfLeftThings(settings => new ClutterRule(settings)),
        ["unattended_fire"] = new("equipment", Severity.Serious, Hold: 300, CoolDown: 5, settings => new UnattendedFireRule(settings))
        {
            NeedsZone = true,
            Takes = [nameof(RuleOptions.BurningHours)],
        },
        ["phone_use"] = new("hygiene", Severity.Advice, Hold: 3, CoolDown: 10, settings => new PhoneUseRule(settings)) { MinimumConfidence = FaintConfidence },
        ["foreign_container"] = new("additions", Severity.Warning, Hold: 4, CoolDown: 20, settings => new ForeignContainerRule(settings))
        {
            MinimumConfidence = FaintConfidence,
            NeedsZone = true,
            Takes = [nameof(RuleOptions.Allowed)],
            Allowable = ForeignContainerRule.Containers,
        },
        ["out_of_hours_dosing"] = new("additions", Severity.Serious, Hold: 3, CoolDown: 20, settings => new OutOfHoursDosingRule(settings))
        {
            NeedsZone = true,
            Demands = [nameof(RuleOptions.PermittedHours)],
        },
        ["cross_contamination"] = new("cross", Severity.Serious, Hold: 1, CoolDown: 10, settings => new CrossContaminationRule(settings))
        {
            NeedsZone = true,
            Demands = [nameof(RuleOptions.Through), nameof(RuleOptions.To)],
            Takes = [nameof(RuleOptions.StaySeconds)],
        },
        ["intrusion"] = new("equipment", Severity.Serious, Hold: 1, CoolDown: 2, settings => new IntrusionRule(settings)),
        ["no_mask"] = OfHead(Severity.Warning, settings => new NoMaskRule(settings)),
        ["no_hat"] = OfHead(Severity.Warning, settings => new NoHatRule(settings)),
        ["no_gloves"] = OfHead(Severity.Warning, settings => new NoGlovesRule(settings)) with { NeedsZone = true },
        ["no_workwear"] = OfHead(Severity.Warning, settings => new NoWorkwearRule(settings)),
        ["smoking"] = new("hygiene", Severity.Advice, Hold: 0, CoolDown: 60, settings => new SmokingRule(settings)),
        ["camera_lost"] = new("equipment", Severity.Warning, Hold: 20, CoolDown: 0.5, settings => new CameraLostRule(settings)) { HasPlace = false },
        ["camera_frozen"] = OfCondition(PictureCondition.Frozen, Severity.Warning),
        ["camera_covered"] = OfCondition(PictureCondition.Covered, Severity.Warning),
        ["camera_moved"] = OfCondition(PictureCondition.Moved, Severity.Warning),
        ["camera_dark"] = OfCondition(PictureCondition.Dark, Severity.Advice),
    };

    private static readonly Dictionary<string, RuleTitle> Titles = LoadTitles();

    public static IReadOnlyCollection<string> Ids => Entries.Keys;

    /// <summary>Those that make sense over the whole picture, without anything said of them.</summary>
    public static IEnumerable<string> WithoutZones => Entries.Where(entry => !entry.Value.NeedsZone).Select(entry => entry.Key);

    /// <summary>Of a rule that an older or newer version of the agent knew: <c>equipment</c>.</summary>
    public static string KindOf(string rule) => Entries.TryGetValue(rule, out var entry) ? entry.Kind : "equipment";

    /// <summary>Whether it is about a camera that does not see, and not about the workshop.</summary>
    public static bool IsOfCamera(string rule) => Entries.TryGetValue(rule, out var entry) && !entry.HasPlace;

    /// <summary>Of a rule that an older or newer version of the agent knew: its id.</summary>
    /// <param name="detail">What exactly was seen, which may have a title of its own.</param>
    public static RuleTitle TitleOf(string rule, string? detail = null) =>
        Titles.GetValueOrDefault($"{rule}.{detail}") ?? Titles.GetValueOrDefault(rule) ?? new RuleTitle(rule, rule);

    /// <summary>Whether what the rule reports may be a thing that always stands there, and not what a person wears or does, a fire or a mouse.</summary>
    /// <param name="detail">What exactly was seen.</param>
    public static bool MayBeStanding(string rule, string? detail) =>
        Entries.TryGetValue(rule, out var entry) && entry.Kind != "hygiene" && rule != "unattended_fire" && detail != AnimalRule.SuspectedRodent;

    internal static RuleEntry Entry(string rule) => Entries[rule];

    // What finds the condition has waited up to 14 s for itself. The long cool-down outlasts a stream that is opened
    // anew, after which the condition has to be found again.
    private static RuleEntry OfCondition(PictureCondition condition, Severity severity) =>
        new("equipment", severity, Hold: 3, CoolDown: 30, settings => new CameraConditionRule(settings, condition)) { HasPlace = false };

    private static RuleEntry OfLeftThings(Func<RuleSettings, IRule> create) =>
        new("surroundings", Severity.Warning, Hold: 120, CoolDown: 30, create) { NeedsZone = true };

    // The votes take their time, so there is no hold time beside them. Whoever turns away for a moment, or is followed
    // anew, is the same incident still.
    private static RuleEntry OfHead(Severity severity, Func<RuleSettings, IRule> create) =>
        new("hygiene", severity, Hold: 0, CoolDown: 30, create);

    private static Dictionary<string, RuleTitle> LoadTitles()
    {
        using var resource = typeof(RuleCatalogue).Assembly.GetManifestResourceStream("EdgeAgent.Rules.titles.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, RuleTitle>>(resource, JsonSerializerOptions.Web)!;
    }
}

/// <summary>Title of a rule in Chinese and English.</summary>
public sealed record RuleTitle(string Zh, string En);

using EdgeAgent.Rules;

namespace EdgeAgent.Recording;

/// <summary>
/// After so long it is known whether a recording belongs to an incident: one opens only after its rule's hold time, and its
/// clip begins before it.
/// </summary>
public static class LongestDoubt
{
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(90);

    /// <summary>A rule that holds longer finds less of its beginning: so much is on the disk that would not be kept.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromHours(1);

    // A segment of a "smart" codec, and what a slow box takes to tell.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(60);

    /// <returns>By the longest hold time of all rules that are on.</returns>
    public static TimeSpan Of(RecordingOptions recording, RulesOptions rules)
    {
        var longestHold = rules.Active.Select(rule => rule.HoldSeconds ?? RuleCatalogue.Entry(rule.Rule).Hold).DefaultIfEmpty().Max();
        var doubt = TimeSpan.FromSeconds(longestHold + recording.ClipSecondsBefore) + Delay;
        return doubt < Least ? Least : doubt > Most ? Most : doubt;
    }
}

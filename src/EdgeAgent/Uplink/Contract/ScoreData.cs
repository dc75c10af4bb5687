using System.ComponentModel.DataAnnotations;
using EdgeAgent.Compliance;

namespace EdgeAgent.Uplink.Contract;

/// <summary>A day by the five standards of a sunshine workshop.</summary>
/// <param name="Points">Mean of the standards that have points; null where none has.</param>
/// <param name="Standards">All five.</param>
public sealed record ScoreData([property: Range(0, 100)] int? Points, IReadOnlyList<StandardData> Standards)
{
    internal static ScoreData From(DayScore score) => new(score.Points, [.. score.Standards.Select(StandardData.From)]);
}

/// <summary>One standard.</summary>
/// <param name="Standard">transparent, clean, standardised, open or orderly.</param>
/// <param name="Points">Null where the box cannot tell.</param>
/// <param name="Reasons">What took points away, or why there are none; empty at 100.</param>
public sealed record StandardData(
    [property: AllowedValues("transparent", "clean", "standardised", "open", "orderly")] string Standard,
    [property: Range(0, 100)] int? Points,
    IReadOnlyList<ReasonData> Reasons)
{
    internal static StandardData From(StandardScore score) => new(
        score.Standard.ToString().ToLowerInvariant(),
        score.Points,
        [.. score.Reasons.Select(reason => new ReasonData(reason.Reason, reason.Points, reason.Incidents))]);
}

/// <summary>Why points are missing.</summary>
/// <param name="Reason">
/// Id of a rule; or unwatched (cameras did not watch all the time), notWatched (too little was watched to tell), notSeen (no
/// camera can see it). Others may come.
/// </param>
/// <param name="Points">How many it takes away; 0 where it is why there are none at all.</param>
/// <param name="Incidents">Ids of the incidents, the first 50; empty where the reason is not a rule.</param>
public sealed record ReasonData(string Reason, [property: Range(0, 100)] int Points, IReadOnlyList<string> Incidents);

namespace EdgeAgent.Compliance;

/// <summary>The five standards of a sunshine workshop (阳光小作坊).</summary>
public enum Standard
{
    /// <summary>资质透明化: licences and papers are shown. No camera sees that.</summary>
    Transparent,

    /// <summary>环境整洁化: clean surroundings.</summary>
    Clean,

    /// <summary>工艺标准化: food is made as it should be.</summary>
    Standardised,

    /// <summary>操作阳光化: the work can be watched.</summary>
    Open,

    /// <summary>管理规范化: people and equipment are looked after.</summary>
    Orderly,
}

/// <summary>A day by the five standards.</summary>
/// <param name="Points">Mean of the standards that have points, 0 to 100; null where none has.</param>
/// <param name="Standards">All five, in their order.</param>
public sealed record DayScore(int? Points, IReadOnlyList<StandardScore> Standards);

/// <summary>One standard on a day.</summary>
/// <param name="Points">0 to 100; null where the box cannot tell.</param>
/// <param name="Reasons">What took points away, or why there are none; empty at 100.</param>
public sealed record StandardScore(Standard Standard, int? Points, IReadOnlyList<ScoreReason> Reasons);

/// <summary>Why points are missing.</summary>
/// <param name="Reason">A rule's id, or <c>notSeen</c>, <c>notWatched</c>, <c>unwatched</c>.</param>
/// <param name="Points">How many it takes away; 0 where it is why there are none at all.</param>
/// <param name="Incidents">Ids of the incidents, first ones first; empty where the reason is not a rule.</param>
public sealed record ScoreReason(string Reason, int Points, IReadOnlyList<string> Incidents);

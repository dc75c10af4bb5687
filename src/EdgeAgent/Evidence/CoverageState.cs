namespace EdgeAgent.Evidence;

/// <summary>
/// What was the case at one camera in one second. The numbers are those on disk, and their order decides: of two words about
/// the same second the higher one stays.
/// </summary>
public enum CoverageState : byte
{
    /// <summary>Nothing is known: nobody was watching.</summary>
    Down = 0,

    /// <summary>Its owner wanted it not to watch.</summary>
    Paused = 1,

    /// <summary>Pictures came, but did not show what they should: covered, frozen, moved or dark.</summary>
    Covered = 2,

    Watched = 3,

    /// <summary>It was watched, but nobody can say whether at this time.</summary>
    ClockUnsure = 4,
}

/// <summary>What else is known of a second; the bits are those on disk.</summary>
[Flags]
public enum CoverageMarks : byte
{
    None = 0,

    /// <summary>There is, or was until its days were over, a recording of it.</summary>
    Recorded = 0x08,

    /// <summary>Its recording was given up early, because the disk had no room for it any more.</summary>
    GivenUp = 0x10,

    /// <summary>Somebody or something was in view.</summary>
    Activity = 0x20,
}

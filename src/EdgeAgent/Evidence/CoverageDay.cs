namespace EdgeAgent.Evidence;

/// <summary>What is known of one camera on one local day.</summary>
/// <param name="Start">Local midnight, in UTC.</param>
/// <param name="Bytes">One for each second of the day: the state in the low 3 bits, the marks above.</param>
public sealed record CoverageDay(DateOnly Day, DateTimeOffset Start, ReadOnlyMemory<byte> Bytes)
{
    internal const byte StateBits = 0x07;
    internal const CoverageMarks AllMarks = CoverageMarks.Recorded | CoverageMarks.GivenUp | CoverageMarks.Activity;

    /// <summary>How many seconds of the day were over at a moment; 0 before it, all of them after it.</summary>
    public int ElapsedAt(DateTimeOffset now) => (int)Math.Clamp((now - Start).TotalSeconds, 0, Bytes.Length);

    /// <summary>How many seconds were in the state.</summary>
    /// <param name="within">Only the first so many seconds of the day count; null for all.</param>
    public int Seconds(CoverageState state, int? within = null)
    {
        var count = 0;
        foreach (var second in First(within))
        {
            count += StateOf(second) == state ? 1 : 0;
        }

        return count;
    }

    /// <summary>How many seconds bear the mark.</summary>
    /// <param name="within">Only the first so many seconds of the day count; null for all.</param>
    public int Seconds(CoverageMarks mark, int? within = null)
    {
        var count = 0;
        foreach (var second in First(within))
        {
            count += (second & (byte)mark) != 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Seconds of equal state and marks that follow each other, in order; together the whole day.</summary>
    public IReadOnlyList<CoverageSpan> Spans()
    {
        var spans = new List<CoverageSpan>();
        var seconds = Bytes.Span;
        for (var from = 0; from < seconds.Length;)
        {
            var (state, marks) = (StateOf(seconds[from]), MarksOf(seconds[from]));
            var to = from + 1;
            while (to < seconds.Length && StateOf(seconds[to]) == state && MarksOf(seconds[to]) == marks)
            {
                to++;
            }

            spans.Add(new CoverageSpan(from, to, state, marks));
            from = to;
        }

        return spans;
    }

    // A number that only a later version knows is no word that this one may read as watched.
    internal static CoverageState StateOf(byte second) =>
        (CoverageState)(second & StateBits) is var state && state <= CoverageState.ClockUnsure ? state : CoverageState.Down;

    private static CoverageMarks MarksOf(byte second) => (CoverageMarks)second & AllMarks;

    private ReadOnlySpan<byte> First(int? within) => Bytes.Span[..Math.Clamp(within ?? Bytes.Length, 0, Bytes.Length)];
}

/// <param name="From">First second, counted from the start of the day.</param>
/// <param name="To">The second behind the last.</param>
public sealed record CoverageSpan(int From, int To, CoverageState State, CoverageMarks Marks);

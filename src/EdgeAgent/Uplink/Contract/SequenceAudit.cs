namespace EdgeAgent.Uplink.Contract;

/// <summary>
/// Finds the numbers that never came, of one site. They may come in any order and more than once; what was sent before
/// the first number seen is not known and not missed.
/// </summary>
public sealed class SequenceAudit
{
    private readonly SortedList<long, long> gaps = [];
    private long? highest;

    /// <summary>How many numbers between the lowest and the highest seen are missing.</summary>
    public long Missing => gaps.Sum(gap => gap.Value - gap.Key + 1);

    /// <summary>First and last number of each gap, in order.</summary>
    public IReadOnlyList<(long First, long Last)> Gaps => [.. gaps.Select(gap => (gap.Key, gap.Value))];

    public void Note(long seq)
    {
        if (highest is not { } top)
        {
            highest = seq;
            return;
        }

        if (seq > top)
        {
            if (seq > top + 1)
            {
                gaps.Add(top + 1, seq - 1);
            }

            highest = seq;
            return;
        }

        foreach (var (first, last) in gaps)
        {
            if (first <= seq && seq <= last)
            {
                Fill(first, last, seq);
                return;
            }
        }
    }

    private void Fill(long first, long last, long seq)
    {
        gaps.Remove(first);
        if (first < seq)
        {
            gaps.Add(first, seq - 1);
        }

        if (seq < last)
        {
            gaps.Add(seq + 1, last);
        }
    }
}

using System.IO.Enumeration;

namespace EdgeAgent.Recording;

/// <summary>The segments of one camera and day, by their start.</summary>
internal sealed class RecordedDay
{
    private static readonly Comparer<Segment> Order = Comparer<Segment>.Create(InOrder);

    private static readonly EnumerationOptions Files = new() { AttributesToSkip = FileAttributes.None };

    private readonly List<Segment> segments;
    private TimeSpan longest;

    private RecordedDay(List<Segment> segments)
    {
        this.segments = segments;
        longest = segments.Select(segment => segment.Duration).DefaultIfEmpty().Max();
        Bytes = segments.Sum(segment => segment.Bytes);
    }

    public IReadOnlyList<Segment> Segments => segments;

    public long Bytes { get; private set; }

    /// <param name="folder">May be missing; what is no segment in it is passed over.</param>
    public static RecordedDay Read(string folder)
    {
        List<Segment> segments = [];
        if (Directory.Exists(folder))
        {
            var found = new FileSystemEnumerable<Segment?>(folder, (ref FileSystemEntry entry) => SegmentOf(ref entry), Files)
            {
                ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName.EndsWith(".mp4", StringComparison.Ordinal) && !entry.IsDirectory,
            };
            segments.AddRange(found.OfType<Segment>());
        }

        segments.Sort(InOrder);
        return new RecordedDay(segments);
    }

    /// <summary>In the place of one with the same name.</summary>
    public void Add(Segment segment)
    {
        Remove(segment);
        segments.Insert(~segments.BinarySearch(segment, Order), segment);
        Bytes += segment.Bytes;
        longest = segment.Duration > longest ? segment.Duration : longest;
    }

    public void Remove(Segment segment)
    {
        var place = segments.BinarySearch(segment, Order);
        if (place >= 0)
        {
            Bytes -= segments[place].Bytes;
            segments.RemoveAt(place);
        }
    }

    /// <summary>Those that have a part in the span.</summary>
    public IEnumerable<Segment> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var place = FirstFrom(from - TimeSpan.FromTicks(Math.Min(longest.Ticks, from.UtcTicks))); place < segments.Count && segments[place].Start < to; place++)
        {
            if (segments[place].End > from)
            {
                yield return segments[place];
            }
        }
    }

    private static Segment? SegmentOf(ref FileSystemEntry entry)
    {
        try
        {
            return Segment.TryParse(entry.FileName.ToString(), entry.Length, out var segment) ? segment : null;
        }
        catch (FileNotFoundException)
        {
            // Somebody else deleted it a moment ago.
            return null;
        }
    }

    private int FirstFrom(DateTimeOffset at)
    {
        var (low, high) = (0, segments.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = segments[middle].Start < at ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int InOrder(Segment one, Segment other)
    {
        var byStart = one.Start.CompareTo(other.Start);
        return byStart != 0 ? byStart : string.CompareOrdinal(one.FileName, other.FileName);
    }
}

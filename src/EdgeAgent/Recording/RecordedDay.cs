namespace EdgeAgent.Recording;

/// <summary>The segments of one camera and day, by their start.</summary>
internal sealed class RecordedDay
{
    private readonly List<Segment> segments;
    private TimeSpan longest;

    private RecordedDay(List<Segment> segments)
    {
        this.segments = segments;
        longest = segments.Select(segment => segment.Duration).DefaultIfEmpty().Max();
    }

    public IReadOnlyList<Segment> Segments => segments;

    /// <param name="folder">May be missing; what is no segment in it is passed over.</param>
    public static RecordedDay Read(string folder)
    {
        var segments = new List<Segment>();
        if (Directory.Exists(folder))
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*.mp4"))
            {
                if (Segment.TryParse(file.Name, file.Length, out var segment))
                {
                    segments.Add(segment);
                }
            }
        }

        segments.Sort(InOrder);
        return new RecordedDay(segments);
    }

    public void Add(Segment segment)
    {
        var place = segments.BinarySearch(segment, Comparer<Segment>.Create(InOrder));
        if (place < 0)
        {
            segments.Insert(~place, segment);
            longest = segment.Duration > longest ? segment.Duration : longest;
        }
    }

    /// <returns>Whether it was the last one.</returns>
    public bool Remove(Segment segment)
    {
        var place = segments.BinarySearch(segment, Comparer<Segment>.Create(InOrder));
        if (place >= 0)
        {
            segments.RemoveAt(place);
        }

        return segments.Count == 0;
    }

    /// <summary>Those that have a part in the span.</summary>
    public IEnumerable<Segment> Within(DateTimeOffset from, DateTimeOffset to)
    {
        for (var place = FirstFrom(from - longest); place < segments.Count && segments[place].Start < to; place++)
        {
            if (segments[place].End > from)
            {
                yield return segments[place];
            }
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

namespace EdgeAgent.Recording.Mp4;

/// <summary>Where a fragment lies in its file.</summary>
/// <param name="Offset">Of the moof.</param>
/// <param name="Bytes">Of moof and mdat together.</param>
internal readonly record struct FragmentPlace(long Offset, int Bytes, FragmentTimes Times)
{
    /// <summary>The places of all whole fragments of a file.</summary>
    /// <param name="file">Can be sought in.</param>
    /// <exception cref="InvalidDataException">It is no fragmented MP4 with video.</exception>
    public static (StreamHead Head, IReadOnlyList<FragmentPlace> Places) ListOf(Stream file)
    {
        var reader = new FragmentReader(file);
        var head = reader.ReadHead() ?? throw new InvalidDataException("a segment without a head");
        var places = new List<FragmentPlace>();
        while (reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
        {
            var bytes = start.Bytes.Length + start.RestBytes;
            places.Add(new FragmentPlace(reader.Position - bytes, bytes, start.Times));
        }

        return (head, places);
    }
}

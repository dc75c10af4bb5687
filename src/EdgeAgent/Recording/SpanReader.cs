using EdgeAgent.Cameras;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>
/// Reads a span of a recording as one fragmented MP4 without gaps: from the key frame before its beginning to the end of the
/// fragment at its end. What was not recorded is left out.
/// </summary>
internal sealed class SpanReader(SegmentIndex index, string camera, StreamRole stream, DateTimeOffset from, DateTimeOffset to)
{
    private StreamHead? head;
    private TimeSpan written;

    /// <summary>The segments that have a part in the span.</summary>
    public IReadOnlyList<Segment> Segments { get; } = index.Find(camera, stream, from, to);

    /// <summary>Spans that were written, on the box's clock.</summary>
    public List<(DateTimeOffset From, DateTimeOffset To)> Parts { get; } = [];

    /// <summary>How much of the recording was deleted, damaged or not to be read.</summary>
    public TimeSpan Missing { get; private set; }

    /// <param name="progress">Called after each segment with how many of <see cref="Segments"/> are written.</param>
    /// <exception cref="NotSupportedException">The camera's picture changed its form within the span.</exception>
    /// <exception cref="InputClosedException">ffmpeg takes no more.</exception>
    public void WriteTo(FfmpegInput output, Action<int> progress)
    {
        for (var number = 0; number < Segments.Count; number++)
        {
            var segment = Segments[number];
            try
            {
                using var file = File.OpenRead(index.PathOf(camera, segment));
                Write(file, segment, output);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
            {
                // Retention was faster, somebody copied it here for himself, or the disk has spoilt it.
                Missing += segment.Duration;
            }

            progress(number + 1);
        }
    }

    private void Write(FileStream file, Segment segment, FfmpegInput output)
    {
        var (own, places) = FragmentPlace.ListOf(file);
        if (head is null)
        {
            head = own;
            output.Write(head.Bytes.Span);
        }
        else if (head.Id != own.Id)
        {
            throw new NotSupportedException($"the camera's picture changed its size or codec at {segment.Start:u}: export the time before and after it apart");
        }

        var chosen = Chosen(places, segment);
        foreach (var place in chosen)
        {
            Copy(file, place, output);
        }

        if (chosen.Count > 0)
        {
            var began = segment.Start + (chosen[0].Times.Start - places[0].Times.Start);
            Add(began, segment.Start + (chosen[^1].Times.Start + chosen[^1].Times.Duration - places[0].Times.Start));
        }
    }

    private List<FragmentPlace> Chosen(IReadOnlyList<FragmentPlace> places, Segment segment)
    {
        if (places.Count == 0)
        {
            return [];
        }

        var zero = segment.Start - places[0].Times.Start;
        var first = Math.Max(0, places.ToList().FindLastIndex(place => place.Times.IsKey && zero + place.Times.Start <= from));
        return [.. places.Skip(first).TakeWhile(place => zero + place.Times.Start < to)];
    }

    private void Copy(FileStream file, FragmentPlace place, FfmpegInput output)
    {
        var bytes = new byte[place.Bytes];
        file.Seek(place.Offset, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        DecodeTimes.Move(bytes, head!, (written - place.Times.Start).TotalSeconds);
        output.Write(bytes);
        written += place.Times.Duration;
    }

    private void Add(DateTimeOffset began, DateTimeOffset ended)
    {
        if (Parts.Count > 0 && began - Parts[^1].To < TimeSpan.FromSeconds(1))
        {
            Parts[^1] = (Parts[^1].From, ended > Parts[^1].To ? ended : Parts[^1].To);
        }
        else
        {
            Parts.Add((began, ended));
        }
    }
}

using System.Globalization;
using System.Text;
using EdgeAgent.Recording;

namespace EdgeAgent.StatusPage;

/// <summary>
/// Writes a camera's segments as an HLS media playlist (RFC 8216). Each segment holds its head, which players want apart:
/// the head is named as a range of bytes of the first segment that has it, and each segment as what follows it.
/// </summary>
internal sealed class HlsPlaylist(SegmentIndex index, string camera)
{
    public const string ContentType = "application/vnd.apple.mpegurl";

    // A reader of the box's clock is not exact to the millisecond, and never this wrong within one stream.
    private static readonly TimeSpan Sure = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(500);

    private readonly StringBuilder text = new();

    /// <param name="segments">Of one stream, by their start.</param>
    /// <returns>Null where none of them is there any more.</returns>
    public string? Write(IReadOnlyList<Segment> segments)
    {
        var longest = segments.Select(segment => segment.Duration.TotalSeconds).DefaultIfEmpty().Max();
        Line($"#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:{Math.Max(1, Math.Round(longest, MidpointRounding.AwayFromZero))}");
        Line($"#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-INDEPENDENT-SEGMENTS");
        Segment? before = null;
        int? headBytes = null;
        foreach (var segment in segments.Where(IsWhole))
        {
            var goesOn = before is { } previous && GoesOn(previous, segment);
            if (before?.Head != segment.Head || headBytes is null)
            {
                headBytes = SegmentStart.Read(index.PathOf(camera, segment))?.HeadBytes;
                if (headBytes is null || segment.Bytes <= headBytes)
                {
                    headBytes = null;
                    continue;
                }

                Break(before);
                Line($"#EXT-X-MAP:URI=\"{AddressOf(segment)}\",BYTERANGE=\"{headBytes}@0\"");
            }
            else if (!goesOn)
            {
                Break(before);
            }

            Add(segment, headBytes.Value);
            before = segment;
        }

        Line($"#EXT-X-ENDLIST");
        return before is null ? null : text.ToString();
    }

    private bool IsWhole(Segment segment) => new FileInfo(index.PathOf(camera, segment)) is { Exists: true } file && file.Length == segment.Bytes;

    private void Break(Segment? before)
    {
        if (before is not null)
        {
            Line($"#EXT-X-DISCONTINUITY");
        }
    }

    private void Add(Segment segment, int headBytes)
    {
        Line($"#EXT-X-PROGRAM-DATE-TIME:{segment.Start.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}");
        Line($"#EXTINF:{segment.Duration.TotalSeconds:0.000},");
        Line($"#EXT-X-BYTERANGE:{segment.Bytes - headBytes}@{headBytes}");
        Line($"{AddressOf(segment)}");
    }

    /// <summary>Whether a segment is of the same run of the stream as the one before. Where their times do not tell, their decode times do.</summary>
    private bool GoesOn(Segment before, Segment segment)
    {
        var gap = (segment.Start - before.End).Duration();
        return before.Head == segment.Head && gap <= Gap && (gap <= Sure || DecodeTimeGoesOn(before, segment));
    }

    private bool DecodeTimeGoesOn(Segment before, Segment segment) =>
        SegmentStart.Read(index.PathOf(camera, before)) is { } first
        && SegmentStart.Read(index.PathOf(camera, segment)) is { } second
        && (first.DecodeTime + before.Duration - second.DecodeTime).Duration() <= Sure;

    private string AddressOf(Segment segment) => $"/recordings/{Uri.EscapeDataString(camera)}/{segment.FileName}";

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}

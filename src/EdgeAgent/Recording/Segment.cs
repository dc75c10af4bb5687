using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Recording;

/// <summary>
/// One file of a recording: a few seconds of one stream, beginning with a key frame, playable by itself. All that is known
/// of it stands in its name and its size, so that the files are their own index.
/// </summary>
/// <param name="Start">On the box's clock, to the millisecond.</param>
/// <param name="Duration">To the millisecond.</param>
/// <param name="Head">Id of its <see cref="Mp4.StreamHead"/>: segments with the same one play on without a break.</param>
public readonly record struct Segment(StreamRole Stream, DateTimeOffset Start, TimeSpan Duration, uint Head, long Bytes)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss'.'fff'Z'";
    private const string SubEnding = ".sub.mp4";
    private const string MainEnding = ".mp4";

    // Behind it the calendar ends, and with it the sum of start and duration.
    private const int LastYear = 9000;

    public DateTimeOffset End => Start + Duration;

    /// <summary>E.g. <c>20261125T060307.120Z-6000-1a2b3c4d.mp4</c>: start (UTC), milliseconds, head; the sub stream's end in .sub.mp4.</summary>
    public string FileName => string.Create(
        CultureInfo.InvariantCulture,
        $"{StartName(Start)}-{(long)Duration.TotalMilliseconds}-{Head:x8}{(Stream == StreamRole.Sub ? SubEnding : MainEnding)}");

    /// <returns>False where the name is no segment's, also where it is only nearly one: a file is found by its name again.</returns>
    public static bool TryParse(string fileName, long bytes, out Segment segment)
    {
        segment = default;
        var stream = fileName.EndsWith(SubEnding, StringComparison.Ordinal) ? StreamRole.Sub : StreamRole.Main;
        var ending = stream == StreamRole.Sub ? SubEnding : MainEnding;
        if (!fileName.EndsWith(ending, StringComparison.Ordinal)
            || fileName[..^ending.Length].Split('-') is not [var start, var length, var head]
            || !TryParseStart(start, out var startsAt)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            || head.Length != 8
            || !uint.TryParse(head, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        segment = new Segment(stream, startsAt.Value, TimeSpan.FromMilliseconds(milliseconds), id, bytes);
        return startsAt.Value.Year <= LastYear && segment.FileName == fileName;
    }

    internal static string StartName(DateTimeOffset start) => start.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    internal static bool TryParseStart(string text, [NotNullWhen(true)] out DateTimeOffset? start)
    {
        var parses = DateTimeOffset.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        start = parses ? parsed : null;
        return parses;
    }
}

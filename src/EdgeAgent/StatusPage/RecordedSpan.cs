using System.Globalization;

namespace EdgeAgent.StatusPage;

/// <summary>A span of a recording as addresses name it.</summary>
internal readonly record struct RecordedSpan(DateTimeOffset From, DateTimeOffset To)
{
    public const string Problem =
        "from and to are moments such as 2026-11-25T06:03:07Z (a + must be written %2B), from before to, 24 hours apart at most.";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";
    private const int FirstYear = 2000;
    private const int LastYear = 2199;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static bool TryParse(string? from, string? to, out RecordedSpan span)
    {
        span = default;
        if (Moment(from) is not { } start || Moment(to) is not { } end || end <= start || end - start > Longest)
        {
            return false;
        }

        span = new RecordedSpan(start, end);
        return true;
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
        && moment.UtcDateTime.Year is >= FirstYear and <= LastYear
            ? moment
            : null;
}

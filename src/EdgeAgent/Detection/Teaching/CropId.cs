using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace EdgeAgent.Detection.Teaching;

/// <summary>
/// Name of a crop, of which its file is called: of one that the agent cut <c>20260504t120000123-0931-17-kitchen</c> (capture
/// time in UTC, score in thousandths or x, track, camera), of one that somebody brought the begin of its SHA-256.
/// </summary>
public sealed partial record CropId(string Text)
{
    private const string Moment = "yyyyMMdd't'HHmmssfff";

    /// <summary>Capture time; null of what somebody brought.</summary>
    public DateTimeOffset? At { get; private init; }

    /// <summary>Probability of a violation at that time; null where there was no head to ask.</summary>
    public double? Score { get; private init; }

    public long? Track { get; private init; }

    public string? Camera { get; private init; }

    /// <summary>The same for crops of one track, which are near copies of each other.</summary>
    public string Group => At is { } at ? $"{at:yyyyMMdd}-{Track}-{Camera}" : Text;

    /// <param name="score">0 to 1.</param>
    public static CropId Of(string camera, long track, DateTimeOffset at, double? score)
    {
        var thousandths = score is { } known ? ((int)Math.Round(known * 1000)).ToString("0000", CultureInfo.InvariantCulture) : "x";
        var text = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}-{thousandths}-{track}-{camera}");
        return Parse(text)!;
    }

    public static CropId OfBrought(ReadOnlySpan<byte> picture) => new(Convert.ToHexStringLower(SHA256.HashData(picture))[..16]);

    /// <returns>Null where the text is no such name.</returns>
    public static CropId? Parse(string text)
    {
        if (BroughtForm().IsMatch(text))
        {
            return new CropId(text);
        }

        var form = CutForm().Match(text);
        return form.Success
            && DateTime.TryParseExact(form.Groups["at"].Value, Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
            && long.TryParse(form.Groups["track"].Value, CultureInfo.InvariantCulture, out var track)
            ? new CropId(text)
            {
                At = at,
                Score = form.Groups["score"].Value is not "x" and var score ? int.Parse(score, CultureInfo.InvariantCulture) / 1000.0 : null,
                Track = track,
                Camera = form.Groups["camera"].Value,
            }
            : null;
    }

    [GeneratedRegex(@"^[0-9a-f]{16}\z")]
    private static partial Regex BroughtForm();

    [GeneratedRegex(@"^(?<at>[0-9]{8}t[0-9]{9})-(?<score>[0-9]{4}|x)-(?<track>[0-9]{1,18})-(?<camera>[a-z0-9-]{1,32})\z")]
    private static partial Regex CutForm();
}

using System.Globalization;

namespace EdgeAgent.Video;

/// <summary>
/// Reads ffprobe's list of a stream's packets and pictures (<c>-of compact</c>, a line each), also one that breaks off.
/// A live stream's first packet has no time, and a camera may set its clock between two packets: gaps of more than
/// <see cref="Jump"/> are no time that has passed.
/// </summary>
internal sealed class StreamListing
{
    /// <summary>What ffprobe is asked to list.</summary>
    public const string Entries =
        "stream=codec_name,profile,width,height,has_b_frames:packet=pts_time,size,flags:frame=pict_type";

    private const double Jump = 10;

    private readonly List<(double? Time, int Bytes, bool IsKey)> packets = [];
    private Dictionary<string, string> stream = [];
    private bool hasSeenB;

    private StreamListing()
    {
    }

    /// <summary>The stream's figures, or null where fewer than two pictures with times are listed.</summary>
    public static StreamFigures? Read(string compact) => Of(compact).Figures();

    private static StreamListing Of(string compact)
    {
        var listing = new StreamListing();
        foreach (var line in compact.Split('\n'))
        {
            listing.Take(line);
        }

        return listing;
    }

    /// <summary>From the first picture to the last; null where times are missing or jump.</summary>
    public static TimeSpan? Length(string compact) => Of(compact).Runs() is [var run] ? TimeSpan.FromSeconds(run.Max() - run.Min()) : null;

    private void Take(string line)
    {
        var parts = line.TrimEnd('\r').Split('|');
        var values = parts.Skip(1)
            .Select(part => part.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .DistinctBy(pair => pair[0])
            .ToDictionary(pair => pair[0], pair => pair[1]);
        switch (parts[0])
        {
            case "packet" when int.TryParse(values.GetValueOrDefault("size"), CultureInfo.InvariantCulture, out var bytes):
                packets.Add((Seconds(values.GetValueOrDefault("pts_time")), bytes, values.GetValueOrDefault("flags", "").StartsWith('K')));
                break;
            case "frame":
                hasSeenB |= values.GetValueOrDefault("pict_type") == "B";
                break;
            case "stream":
                stream = values;
                break;
        }
    }

    private StreamFigures? Figures()
    {
        var runs = Runs();
        var span = runs.Sum(run => run.Max() - run.Min());
        if (span <= 0)
        {
            return null;
        }

        var rate = runs.Sum(run => run.Count - 1) / span;
        return new StreamFigures(
            stream.GetValueOrDefault("codec_name", ""),
            stream.GetValueOrDefault("profile", "") is "unknown" or "N/A" ? "" : stream.GetValueOrDefault("profile", ""),
            Number("width"),
            Number("height"),
            rate,
            // A picture of type B alone delays nothing: H.265 encoders without reordering use it in the place of P.
            hasSeenB && Number("has_b_frames") > 0,
            LongestWithoutKey(1 / rate),
            packets.Average(packet => packet.Bytes) * rate * 8 / 1000);
    }

    /// <summary>Times of pictures without a jump between them.</summary>
    private List<List<double>> Runs()
    {
        List<List<double>> runs = [];
        foreach (var time in packets.Select(packet => packet.Time).OfType<double>())
        {
            if (runs.Count == 0 || Math.Abs(time - runs[^1][^1]) > Jump)
            {
                runs.Add([]);
            }

            runs[^1].Add(time);
        }

        return runs;
    }

    /// <param name="interval">Seconds between two pictures.</param>
    private double LongestWithoutKey(double interval)
    {
        double longest = 0;
        double since = 0;
        foreach (var (_, _, isKey) in packets)
        {
            since = isKey ? 0 : since + interval;
            longest = Math.Max(longest, since);
        }

        return longest + interval;
    }

    private int Number(string key) => int.TryParse(stream.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static double? Seconds(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? seconds : null;
}

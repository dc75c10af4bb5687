using System.Globalization;
using System.Text;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>What the broker's process took in one phase.</summary>
/// <param name="Megabytes">Its own memory at the end.</param>
internal sealed record BrokerCost(double Seconds, double CpuSeconds, double Megabytes)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"broker {100 * CpuSeconds / Seconds:0} % of a core ({CpuSeconds:0.00} s), {Megabytes:0.0} MB");
}

/// <summary>How all sites got their connections.</summary>
internal sealed record Connecting(Distribution Seconds, int Failures)
{
    public static Connecting Of(FleetLog log) => new(log.ConnectSeconds, log.Failures);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seconds.Count} sites, p50 {Seconds.Median:0.0} s, p99 {Seconds.P99:0.0} s, the last {Seconds.Maximum:0.0} s; {Failures} attempts failed or connections broke");
}

/// <summary>The figures of one run.</summary>
internal sealed record FleetReport(
    FleetOptions Options,
    Connecting Storm,
    BrokerCost StormCost,
    Distribution Latency,
    BrokerCost SteadyCost,
    Connecting Restart,
    BrokerCost RestartCost,
    long Events,
    long Pictures,
    IReadOnlyDictionary<string, Traffic> Traffic,
    FleetCentre Centre)
{
    public long Lost => (Events - Centre.Ask(audit => audit.Events)) + (Pictures - Centre.Ask(audit => audit.Thumbnails));

    /// <summary>Events whose number never came, by the reference consumer's audit.</summary>
    public long Missing => Centre.Ask(audit => audit.Missing);

    public int WrongPictures => Centre.Ask(audit => audit.WrongThumbnails);

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"fleet: {Options.Sites} sites, {(Options.IsSecure ? "TLS with client certificates" : "without TLS")}, {Environment.ProcessorCount} processors shared with broker and centre");
        text.AppendLine($"connect storm: {Storm}; {StormCost}");
        text.AppendLine(CultureInfo.InvariantCulture, $"steady, {SteadyCost.Seconds:0} s: publish to consumer p50 {Latency.Median:0.0} ms, p99 {Latency.P99:0.0} ms, longest {Latency.Maximum:0.0} ms, of {Latency.Count} messages; {SteadyCost}");
        text.AppendLine($"broker killed and away for {Options.Outage.TotalSeconds:0} s, counted from the kill: {Restart}; {RestartCost}");
        foreach (var (kind, of) in Traffic.OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind}: sent {of.Sent}, received {of.Arrived}, {of.Bytes} bytes each");
        }

        text.Append(CultureInfo.InvariantCulture, $"events {Events}, pictures {Pictures}, doubles {Centre.Ask(audit => audit.Doubles)}, missing seq {Missing}, wrong pictures {WrongPictures}, lost {Lost}");
        return text.ToString();
    }
}

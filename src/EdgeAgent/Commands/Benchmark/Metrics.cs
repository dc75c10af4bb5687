using System.Globalization;

namespace EdgeAgent.Commands.Benchmark;

/// <summary>The agent's figures as its /metrics tells them (Prometheus text format).</summary>
internal sealed class Metrics
{
    private readonly List<(string Name, double Value)> samples;

    private Metrics(List<(string Name, double Value)> samples) => this.samples = samples;

    public static async Task<Metrics> ReadAsync(HttpClient page, CancellationToken cancellationToken)
    {
        var text = await page.GetStringAsync("/metrics", cancellationToken);
        return new Metrics(
        [
            .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
               where line[0] != '#'
               let space = line.LastIndexOf(' ')
               select (line[..space], double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture)),
        ]);
    }

    /// <summary>Of all label values.</summary>
    public double Sum(string name) => samples
        .Where(sample => sample.Name == name || sample.Name.StartsWith(name + "{", StringComparison.Ordinal))
        .Sum(sample => sample.Value);

    /// <summary>Values of all labels, in no order.</summary>
    /// <param name="label">Only samples with this label, as written, e.g. state="watching".</param>
    public IEnumerable<double> Each(string name, string label = "") => samples
        .Where(sample => sample.Name.StartsWith(name + "{", StringComparison.Ordinal) && sample.Name.Contains(label, StringComparison.Ordinal))
        .Select(sample => sample.Value);

    /// <summary>How much each label's value is above that of an earlier reading.</summary>
    public IEnumerable<double> Since(Metrics earlier, string name) =>
        from sample in samples
        where sample.Name.StartsWith(name + "{", StringComparison.Ordinal)
        select sample.Value - (earlier.Find(sample.Name) ?? 0);

    /// <param name="sample">Name with labels as written; null when absent or not a number.</param>
    public double? Find(string sample) =>
        samples.Where(found => found.Name == sample && double.IsFinite(found.Value)).Select(found => (double?)found.Value).FirstOrDefault();
}

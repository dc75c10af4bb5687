using System.Globalization;

namespace EdgeAgent.Rules;

/// <summary>
/// Turns moments of violation into incidents of one camera. A violation that lasts for the rule's hold time opens one;
/// while it goes on there is an update now and then; when it has been away for the cool-down the incident closes, with
/// its last sight as the end. There is at most one open incident for each rule and zone.
/// </summary>
public sealed class IncidentLedger
{
    private readonly string site;
    private readonly string camera;
    private readonly Func<DateTimeOffset, string> naming;
    private readonly Dictionary<(string Rule, string Zone), IncidentSpan> spans;

    /// <param name="site">Identity of the site, part of each incident's id.</param>
    /// <param name="naming">Says for its id when an incident began; without it by its capture time.</param>
    public IncidentLedger(string site, string camera, RuleSet rules, Func<DateTimeOffset, string>? naming = null)
    {
        this.naming = naming ?? (started => started.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        this.site = site;
        this.camera = camera;
        spans = rules.Rules.ToDictionary(
            rule => (rule.Settings.Rule, rule.Settings.ZoneName),
            rule => new IncidentSpan(rule.Settings));
    }

    /// <summary>Takes up incidents that were open when the agent stopped.</summary>
    /// <returns>Those whose rule is gone, closed.</returns>
    public IReadOnlyList<Incident> Resume(IEnumerable<Incident> open)
    {
        var closed = new List<Incident>();
        foreach (var incident in open)
        {
            if (spans.TryGetValue((incident.Rule, incident.Zone), out var span))
            {
                span.Resume(incident);
            }
            else
            {
                closed.Add(IncidentSpan.Closed(incident));
            }
        }

        return closed;
    }

    /// <summary>Takes the violations of one moment.</summary>
    /// <returns>What happened: at most one event for each rule and zone.</returns>
    public IReadOnlyList<Incident> Fold(IReadOnlyList<Violation> violations, DateTimeOffset at)
    {
        var events = new List<Incident>();
        foreach (var (key, span) in spans)
        {
            var violation = violations.FirstOrDefault(violation => (violation.Rule, violation.Zone) == key);
            if (span.Fold(violation, at, settings => IncidentId.Of(site, camera, settings, naming(span.Since)), camera) is { } happened)
            {
                events.Add(happened);
            }
        }

        return events;
    }

    /// <summary>Closes what is open: there will be no further moments.</summary>
    public IReadOnlyList<Incident> Close() => [.. spans.Values.Select(span => span.Close()).OfType<Incident>()];
}

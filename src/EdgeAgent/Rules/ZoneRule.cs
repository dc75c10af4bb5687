using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>A rule that is broken by something of one label standing in the zone during the hours.</summary>
public abstract class ZoneRule(RuleSettings settings, string label) : IRule
{
    public RuleSettings Settings => settings;

    public virtual RuleNeeds Needs { get; } = new() { Labels = [label] };

    public virtual Violation? Evaluate(Moment moment)
    {
        if (!settings.CountsAt(moment.ClockTime))
        {
            return null;
        }

        var offenders = moment.Tracks.Where(IsOffender).ToList();
        return offenders.Count == 0 ? null : Violation.Of(settings, offenders);
    }

    private bool IsOffender(Track track) =>
        track.Label == label
        && track.Confidence >= settings.MinimumConfidence
        && settings.Zone.Contains(track.Box.Clip().Foot);
}

using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>A rule that is broken by something that was put into the zone and stays there during the hours.</summary>
public abstract class LeftThingRule(RuleSettings settings) : IRule
{
    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { LeftThings = true };

    public Violation? Evaluate(Moment moment)
    {
        var things = settings.CountsAt(moment.ClockTime) ? moment.Left.Where(thing => settings.Zone.Contains(Place(thing.Box))).ToList() : [];
        return things.Count == 0 ? null : new Violation(settings.Rule, settings.ZoneName, [.. things.Select(thing => thing.Box)], 1);
    }

    /// <summary>The point of a thing that lies in the zone or does not.</summary>
    protected virtual Point Place(Box thing) => thing.Center;
}

using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>A rule that is broken by a person in the zone of whom a head's looks agree that something is missing.</summary>
/// <param name="head">Name of the head.</param>
/// <param name="plain">The head's class that the rule's own title tells; any other class is told as the detail.</param>
public abstract class JudgedRule(RuleSettings settings, string head, string plain) : IRule
{
    private const string Suspected = "suspected";

    private readonly Votes votes = new(head);

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { Labels = ["person"], Heads = [head] };

    public Violation? Evaluate(Moment moment)
    {
        votes.Add(moment.Looks, moment.At);
        if (!settings.CountsAt(moment.ClockTime))
        {
            return null;
        }

        var convicted = moment.Tracks
            .Where(IsWatched)
            .Select(track => (Track: track, Conviction: votes.Of(track.Id)))
            .Where(each => each.Conviction?.Confidence >= settings.MinimumConfidence)
            .ToList();
        if (convicted.Count == 0)
        {
            return null;
        }

        var clearest = convicted.MaxBy(each => each.Conviction!.Confidence).Conviction!;
        return Violation.Of(settings, convicted.ConvertAll(each => each.Track)) with
        {
            Confidence = clearest.Confidence,
            Detail = clearest.Class != plain ? clearest.Class : clearest.IsSuspicion ? Suspected : null,
            Looks = clearest.Looks,
        };
    }

    private bool IsWatched(Track track) => track.Label == "person" && settings.Zone.Contains(track.Box.Clip().Foot);
}

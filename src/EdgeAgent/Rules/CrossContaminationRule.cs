using EdgeAgent.Geometry;
using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>
/// Somebody comes from one zone (raw food) into another (cooked food) without having been at the wash place for long
/// enough in between. Where a person is, is where the feet are; a place in several of the zones counts for the person.
/// </summary>
public sealed class CrossContaminationRule(RuleSettings settings) : IRule
{
    private const string Person = "person";

    private readonly Passages passages = new();

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { Labels = [Person] };

    public Violation? Evaluate(Moment moment)
    {
        var persons = moment.Tracks.Where(track => track.Label == Person && track.Confidence >= settings.MinimumConfidence).ToList();
        var offenders = new List<Track>();
        foreach (var (person, passage) in passages.Follow(persons, moment.At))
        {
            var foot = person.Box.Clip().Foot;
            var place = PlaceOf(foot);
            passage.Step(person.Box, moment.At, place, settings.Stay);
            if (place == Place.Destination && passage.IsUnwashed)
            {
                offenders.Add(person);
            }
        }

        return offenders.Count == 0 || !settings.CountsAt(moment.ClockTime)
            ? null
            : Violation.Of(settings, offenders);
    }

    private Place PlaceOf(Point foot) =>
        settings.Through.Contains(foot) ? Place.Wash
        : settings.Zone.Contains(foot) ? Place.Origin
        : settings.To.Contains(foot) ? Place.Destination
        : Place.Between;
}

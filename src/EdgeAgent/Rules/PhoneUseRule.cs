using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>
/// Somebody in the zone with a telephone. Tracks know no hands: what counts is a telephone whose middle lies at the upper
/// part of a person's box, from a little above the head down to the hips, where hands hold one to look at or to the ear.
/// </summary>
public sealed class PhoneUseRule(RuleSettings settings) : IRule
{
    private const string Person = "person";
    private const string Phone = "cell phone";
    private const double UpperPart = 0.6;

    // Elbows and outstretched arms are often outside a person's box.
    private const double Reach = 0.15;

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { Labels = [Person, Phone], FaintLabels = [Phone] };

    public Violation? Evaluate(Moment moment)
    {
        var phones = Certain(moment, Phone);
        if (phones.Count == 0 || !settings.CountsAt(moment.ClockTime))
        {
            return null;
        }

        var users = Certain(moment, Person).Where(person => settings.Zone.Contains(person.Box.Clip().Foot)).ToList();
        var held = phones.Where(phone => users.Exists(user => IsAtHand(user, phone))).ToList();
        users.RemoveAll(user => !held.Exists(phone => IsAtHand(user, phone)));
        List<Track> all = [.. users, .. held];
        return held.Count == 0
            ? null
            : Violation.Of(settings, all) with { Confidence = held.Max(phone => phone.Confidence) };
    }

    private List<Track> Certain(Moment moment, string label) =>
        [.. moment.Tracks.Where(track => track.Label == label && track.Confidence >= settings.MinimumConfidence)];

    private static bool IsAtHand(Track user, Track phone)
    {
        var box = user.Box;
        var upper = box with { Bottom = box.Top + UpperPart * box.Height };
        return upper.Grow(Reach, Reach).Contains(phone.Box.Center);
    }
}

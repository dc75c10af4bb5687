using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>
/// An animal in the zone. A rule with both a zone and hours is taken to be for a floor while the workshop is closed: there
/// it also suspects a rodent in what is small and runs.
/// </summary>
public sealed class AnimalRule : ZoneRule
{
    /// <summary>Detail of a violation that no detector confirms.</summary>
    public const string SuspectedRodent = "suspected_rodent";

    private const double Suspicion = 0.5;

    // Long enough for the hold time to pass although a mouse is gone in two seconds.
    private static readonly TimeSpan BeyondHold = TimeSpan.FromSeconds(1);

    private const double SamePlace = 0.5;

    private static readonly TimeSpan PersonRemembered = TimeSpan.FromSeconds(5);

    private readonly List<(DateTimeOffset At, Box Box)> persons = [];
    private readonly RodentPath? path;
    private Violation? suspicion;
    private DateTimeOffset until;

    public AnimalRule(RuleSettings settings)
        : base(settings, "animal") =>
        path = settings.ZoneName.Length > 0 && !settings.Hours.IsEmpty && settings.MinimumConfidence <= Suspicion
            ? new RodentPath(settings.Zone)
            : null;

    public override RuleNeeds Needs => base.Needs with { Movement = path is not null };

    public override Violation? Evaluate(Moment moment) => base.Evaluate(WithoutPersons(moment)) ?? Suspect(moment);

    // On a poor picture the detector takes a person for an animal now and then, just where the person was.
    private Moment WithoutPersons(Moment moment)
    {
        persons.RemoveAll(person => (moment.At - person.At).Duration() > PersonRemembered);
        persons.AddRange(moment.Tracks.Where(track => track.Label == "person").Select(track => (moment.At, track.Box)));
        return moment with { Tracks = [.. moment.Tracks.Where(track => !persons.Exists(person => person.Box.IntersectionOverUnion(track.Box) >= SamePlace))] };
    }

    private Violation? Suspect(Moment moment)
    {
        if (path is null || !Settings.CountsAt(moment.ClockTime))
        {
            return null;
        }

        if (path.Follow(moment) is { } rodent)
        {
            until = moment.At + Settings.Hold + BeyondHold;
            suspicion = new Violation(Settings.Rule, Settings.ZoneName, [rodent], Suspicion) { Detail = SuspectedRodent };
        }

        return moment.At <= until ? suspicion : null;
    }
}

using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tracking;

namespace EdgeAgent.Rules;

/// <summary>
/// A container that does not belong there stands in the mixing zone, and somebody handles it or did so a short while ago.
/// Tracks know no hands: a person handles what the person's box, with a margin, meets for a second. One that nobody
/// touches raises nothing, and neither does one that a passer-by only covers for a moment. A container that was registered, by teaching what it looks like, belongs there.
/// </summary>
public sealed class ForeignContainerRule(RuleSettings settings) : IRule
{
    /// <summary>Classes of the detector that additions come in.</summary>
    public static readonly IReadOnlyCollection<string> Containers = TeachableHead.ContainerLabels;

    private const string Person = "person";

    // What somebody at the bench can reach is beside the body, hardly above or below it.
    private const double ReachSideways = 0.25;
    private const double ReachUpDown = 0.05;

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);

    private const string RegisteredHead = "container";

    private readonly Votes votes = new(RegisteredHead);
    private readonly Dictionary<long, Handling> handlings = [];
    private DateTimeOffset last;

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new()
    {
        Labels = [Person, .. Containers.Except(settings.Allowed)],
        Heads = [RegisteredHead],
        FaintLabels = [.. Containers.Except(settings.Allowed)],
    };

    public Violation? Evaluate(Moment moment)
    {
        Forget(moment.At);
        votes.Add(moment.Looks, moment.At);
        var persons = moment.Tracks.Where(track => track.Label == Person && track.Confidence >= settings.MinimumConfidence).ToList();
        var containers = moment.Tracks.Where(track => IsContainer(track) && track.Confidence >= settings.MinimumConfidence).ToList();
        foreach (var container in containers.Where(container => persons.Exists(person => Reaches(person, container))))
        {
            handlings[container.Id] = handlings.GetValueOrDefault(container.Id, Handling.Begin(moment.At)).GoOn(moment.At);
        }

        var offenders = containers
            .Where(IsForeign)
            .Where(container => settings.Zone.Contains(container.Box.Clip().Foot) && handlings.TryGetValue(container.Id, out var handling) && handling.IsReal)
            .ToList();
        return offenders.Count == 0 || !settings.CountsAt(moment.ClockTime)
            ? null
            : Violation.Of(settings, offenders) with { Detail = offenders.MaxBy(track => track.Confidence)!.Label };
    }

    private bool IsContainer(Track track) => Containers.Contains(track.Label) && !settings.Allowed.Contains(track.Label);

    // Where the registered containers were taught, looks have to agree that this is none of them.
    private bool IsForeign(Track container) => !votes.HasBegun || votes.Of(container.Id) is not null;

    private static bool Reaches(Track person, Track container) =>
        person.Box.Grow(ReachSideways, ReachUpDown).Shared(container.Box).Area > 0;

    private void Forget(DateTimeOffset at)
    {
        var isBack = at < last;
        last = at;
        foreach (var id in handlings.Where(entry => isBack || at - entry.Value.Last > Remembered).Select(entry => entry.Key).ToList())
        {
            handlings.Remove(id);
        }
    }

    /// <param name="Since">First moment of a contact without long gaps.</param>
    /// <param name="Last">Last moment of it.</param>
    /// <param name="IsReal">It has lasted long enough once.</param>
    private readonly record struct Handling(DateTimeOffset Since, DateTimeOffset Last, bool IsReal)
    {
        private static readonly TimeSpan Contact = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

        public static Handling Begin(DateTimeOffset at) => new(at, at, false);

        public Handling GoOn(DateTimeOffset at)
        {
            var since = at - Last <= Gap ? Since : at;
            return new(since, at, IsReal || at - since >= Contact);
        }
    }
}

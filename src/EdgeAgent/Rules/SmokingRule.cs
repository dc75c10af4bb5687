using EdgeAgent.Detection;

namespace EdgeAgent.Rules;

/// <summary>
/// A person in the zone who brings something small to the mouth again and again. It is never more than suspected: what
/// is seen of it are a hand, a mouth and something thin and light.
/// </summary>
public sealed class SmokingRule(RuleSettings settings) : IRule
{
    private const int LeastPuffs = 3;

    // Longer than the pause between two puffs, shorter than that between two sips or bites of different meals.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(3);

    // Shorter than any pause between two puffs; and how long a hand may be hidden that is taken to be where it was.
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestUnseen = TimeSpan.FromSeconds(20);

    // Things that are brought to the mouth, or near it, for other reasons.
    private static readonly string[] Harmless = ["cup", "bottle", "wine glass", "bowl", "spoon", "fork", "cell phone"];

    private readonly Dictionary<long, Puffs> persons = [];

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { Labels = ["person"], HelpfulLabels = Harmless, Heads = [SmokingSign.Name] };

    public Violation? Evaluate(Moment moment)
    {
        foreach (var look in moment.Looks.Where(look => look.Head == SmokingSign.Name && look.Fault is null))
        {
            if (!persons.TryGetValue(look.Track, out var puffs))
            {
                persons.Add(look.Track, puffs = new Puffs());
            }

            var drinks = moment.Tracks.Any(track => Harmless.Contains(track.Label) && track.Box.IntersectionOverUnion(look.Box) > 0);
            puffs.Add(look.At, drinks && look.Verdict == Verdict.Violation ? Verdict.Unsure : look.Verdict);
        }

        foreach (var (track, puffs) in persons)
        {
            if (puffs.Forget(moment.At, Window))
            {
                persons.Remove(track);
            }
        }

        if (!settings.CountsAt(moment.ClockTime))
        {
            return null;
        }

        var smokers = moment.Tracks
            .Where(track => track.Label == "person" && settings.Zone.Contains(track.Box.Clip().Foot))
            .Where(track => persons.TryGetValue(track.Id, out var puffs) && puffs.Count >= LeastPuffs)
            .ToList();
        return smokers.Count == 0 ? null : Violation.Of(settings, smokers);
    }

    // A hand that stays at the mouth is one puff; it counts when the hand has been away before.
    private sealed class Puffs
    {
        private readonly List<DateTimeOffset> begun = [];
        private DateTimeOffset lastLook;
        private DateTimeOffset lastAtMouth;
        private bool isAtMouth;

        public int Count => begun.Count;

        public void Add(DateTimeOffset at, Verdict verdict)
        {
            isAtMouth = isAtMouth && (at - lastLook).Duration() < LongestUnseen;
            if (verdict == Verdict.Violation && !isAtMouth)
            {
                begun.Add(at);
            }

            // Neither the hand nor what it holds is seen at every look; the puff goes on until the hand has been away for a while.
            if (verdict == Verdict.Violation || (verdict == Verdict.Unsure && isAtMouth))
            {
                (isAtMouth, lastAtMouth) = (true, at);
            }
            else if (verdict == Verdict.Fine && (at - lastAtMouth).Duration() >= Away)
            {
                isAtMouth = false;
            }

            lastLook = at;
        }

        /// <returns>Nothing is known any more.</returns>
        public bool Forget(DateTimeOffset at, TimeSpan window)
        {
            begun.RemoveAll(puff => (at - puff).Duration() > window);
            return (at - lastLook).Duration() > window;
        }
    }
}

using EdgeAgent.Geometry;
using EdgeAgent.Video;

namespace EdgeAgent.Rules;

/// <summary>
/// A stove burns and nobody is at it. It burns while flames flicker or steam rises, and in its burning hours whatever is
/// seen, for a fire behind a door.
/// </summary>
public sealed class UnattendedFireRule(RuleSettings settings) : IRule
{
    // Of the picture's width: about an arm's length beyond the stove, where it fills a fifth of the picture.
    private const double Near = 0.15;

    // Of a picture's width to its height, as nearly all cameras have it.
    private const double Aspect = 16 / 9.0;

    public RuleSettings Settings => settings;

    public RuleNeeds Needs { get; } = new() { Labels = ["person"], Activity = true };

    public Violation? Evaluate(Moment moment)
    {
        // Who cannot be seen may be there.
        var isSeen = !moment.IsLost && moment.Condition == PictureCondition.Clear;
        var burns = moment.Active.Contains(settings.ZoneName) || settings.BurnsAt(moment.ClockTime);
        var stove = settings.Zone.Bounds;
        return isSeen && burns && settings.CountsAt(moment.ClockTime) && !moment.Tracks.Any(track => track.Label == "person" && IsNear(track.Box, stove))
            ? new Violation(settings.Rule, settings.ZoneName, [stove], 1)
            : null;
    }

    private static bool IsNear(Box person, Box stove) =>
        Gap(person.Left, person.Right, stove.Left, stove.Right) <= Near
        && Gap(person.Top, person.Bottom, stove.Top, stove.Bottom) <= Near * Aspect;

    private static double Gap(double begin, double end, double otherBegin, double otherEnd) =>
        Math.Max(0, Math.Max(otherBegin - end, begin - otherEnd));
}

using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>What the rules want to know of a camera's picture beside who is in it: what was left there, what moves, what flickers.</summary>
internal sealed class Scenery : IDisposable
{
    // What walks about hides what it passes and is no thing that was left.
    private static readonly HashSet<string> Walking = ["person", "animal"];

    private readonly BackgroundModel? background;
    private readonly MovementFinder? movement;
    private readonly FlickerMeter? flicker;

    /// <param name="rules">What none of them needs is not looked for.</param>
    public Scenery(RuleSet rules)
    {
        var needs = rules.Needs;
        background = needs.LeftThings ? new BackgroundModel() : null;
        movement = needs.Movement ? new MovementFinder() : null;
        flicker = needs.Activity
            ? new FlickerMeter([.. rules.Rules.Where(rule => rule.Needs.Activity).Select(rule => rule.Settings)
                .Select(settings => new FlickerArea(settings.ZoneName, settings.Zone, settings.Quiet))])
            : null;
    }

    /// <summary>Adds what is seen on the picture to what is known of its moment.</summary>
    public Moment Look(Frame frame, Moment moment)
    {
        if (moment.Condition != PictureCondition.Clear)
        {
            // A picture that stands still shows no other place; all else does.
            if (moment.Condition != PictureCondition.Frozen)
            {
                Forget();
            }

            return moment;
        }

        var walking = moment.Tracks.Where(track => Walking.Contains(track.Label)).Select(track => track.Box).ToList();
        return moment with
        {
            Left = background?.Look(frame, walking) ?? moment.Left,
            Moving = movement?.Look(frame) ?? moment.Moving,
            Active = flicker?.Look(frame, walking) ?? moment.Active,
        };
    }

    /// <summary>The camera shows another place from now on.</summary>
    public void Forget() => background?.Forget();

    public void Dispose()
    {
        background?.Dispose();
        movement?.Dispose();
        flicker?.Dispose();
    }
}

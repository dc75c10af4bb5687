namespace EdgeAgent.Video.Health;

/// <summary>Says what a picture's condition is only when it has seemed so steadily.</summary>
internal sealed class Verdict
{
    private static readonly TimeSpan ToClear = TimeSpan.FromSeconds(3);

    // The measure of flicker looks back over 8 s by itself.
    private static readonly TimeSpan ToFrozen = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ToOthers = TimeSpan.FromSeconds(9);

    private DateTimeOffset? since;

    public PictureCondition Condition { get; private set; }

    /// <summary>What it seemed last.</summary>
    public PictureCondition Seems { get; private set; }

    public void Update(PictureCondition seems, DateTimeOffset at)
    {
        since = seems == Condition ? null : Continues(seems) ? since ?? at : at;
        Seems = seems;
        if (at - since >= Needed(seems))
        {
            (Condition, since) = (seems, null);
        }
    }

    /// <summary>What it seemed so far is no evidence; the condition stays.</summary>
    public void Restart()
    {
        since = null;
        Seems = Condition;
    }

    public void Reset()
    {
        Condition = PictureCondition.Clear;
        Restart();
    }

    // A hand that comes may seem to move the camera before it covers the lens: it is one disturbance.
    private bool Continues(PictureCondition seems) => seems == Seems || (IsDisturbed(seems) && IsDisturbed(Seems));

    private static bool IsDisturbed(PictureCondition seems) =>
        seems is PictureCondition.Covered or PictureCondition.Moved or PictureCondition.Dark;

    private static TimeSpan Needed(PictureCondition seems) => seems switch
    {
        PictureCondition.Clear => ToClear,
        PictureCondition.Frozen => ToFrozen,
        _ => ToOthers,
    };
}

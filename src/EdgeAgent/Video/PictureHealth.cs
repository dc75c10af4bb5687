using EdgeAgent.Video.Health;

namespace EdgeAgent.Video;

/// <summary>
/// Says whether a camera's picture shows what it is meant to show, by comparing it with what was learnt of this camera's
/// view. One for each camera, used from one thread at a time; every sampled picture is looked at. Time is the pictures'
/// own: the same pictures give the same answers. A condition is said when the picture has seemed so for 9 to 13 s.
/// </summary>
public sealed class PictureHealth : IDisposable
{
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(5);

    // Five pictures a second tell all; more only cost.
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(150);

    private readonly Flicker flicker = new();
    private readonly Sampling sampling = new();
    private readonly Stillness stillness = new();
    private readonly Verdict verdict = new();
    private readonly KnownViews views;
    private DateTimeOffset? last;
    private Structure? anchor;

    /// <param name="learnt">What is known of the view; null when nothing is: then it is learnt from the first seconds.</param>
    public PictureHealth(ViewReference? learnt) => views = new KnownViews(learnt ?? ViewReference.None);

    /// <summary>What is learnt by now, to be kept.</summary>
    public ViewReference Reference => views.Snapshot();

    /// <param name="frame">The next picture; its time may jump.</param>
    public PictureCondition Look(Frame frame)
    {
        if (views.BeginAnewForSize(frame.Width, frame.Height))
        {
            verdict.Reset();
            Interrupted();
        }

        var at = frame.CapturedAt;
        var step = at - last;
        if (step >= TimeSpan.Zero && step < ShortestStep)
        {
            return verdict.Condition;
        }

        if (step < TimeSpan.Zero || step > LongestGap)
        {
            Interrupted();
        }

        last = at;
        using var brightness = frame.Brightness();
        flicker.Look(brightness, at);
        if (sampling.Add(brightness, at) is { } picture)
        {
            Judge(picture, Light.IsInfrared(frame), at);
        }

        return verdict.Condition;
    }

    /// <summary>What is seen from now on is the view, whatever it is.</summary>
    public void AcceptView()
    {
        views.Accept();
        verdict.Reset();
        Interrupted();
    }

    /// <summary>The stream was opened anew: the next picture is not compared with the one before. What is learnt stays.</summary>
    public void Interrupted()
    {
        flicker.Forget();
        sampling.Forget();
        stillness.Forget();
        verdict.Restart();
        anchor = null;
        last = null;
    }

    public void Dispose() => sampling.Dispose();

    private void Judge(float[] picture, bool infrared, DateTimeOffset at)
    {
        var structure = new Structure(picture);
        if (views.ChangeLight(infrared))
        {
            stillness.Forget();
        }

        var seems = views.Judge(structure, verdict.Seems, mayBeNew: verdict.Condition == PictureCondition.Clear);
        var stands = stillness.SeemsFrozen(flicker, views.Flicker, structure, verdict.Seems == PictureCondition.Frozen, at);
        if (stands && seems == PictureCondition.Clear)
        {
            seems = PictureCondition.Frozen;
        }

        if (seems == PictureCondition.Moved && verdict.Condition != PictureCondition.Moved && !StandsStill(structure))
        {
            verdict.Restart();
        }

        verdict.Update(seems, at);
        if (seems == PictureCondition.Clear && verdict.Condition == PictureCondition.Clear)
        {
            views.Learn(picture, structure, stillness.Settled);
        }
    }

    // Somebody who stands before the lens shows another view too, but nobody stands as still as a wall.
    private bool StandsStill(Structure structure)
    {
        if (verdict.Seems == PictureCondition.Moved && anchor is not null && Likeness.Of(structure, [anchor]).Kept >= 0.65)
        {
            return true;
        }

        anchor = structure;
        return false;
    }
}

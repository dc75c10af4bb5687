using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>
/// Says whether a camera's picture shows what it is meant to show, by comparing it with what was learnt of this camera's
/// view. One for each camera; every sampled picture is looked at. Time is the pictures' own: the same pictures give the same answers.
/// </summary>
public sealed class PictureHealth : IDisposable
{
    private const double DarkBrightness = 32;
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(8);

    private readonly Mat small = new();
    private PictureCondition condition;
    private DateTimeOffset? since;

    /// <param name="learnt">What is known of the view; null when nothing is: then it is learnt from the first pictures.</param>
    public PictureHealth(ViewReference? learnt) => Reference = learnt ?? ViewReference.None;

    /// <summary>What is learnt by now, to be kept.</summary>
    public ViewReference Reference { get; private set; }

    public PictureCondition Look(Frame frame)
    {
        using var brightness = frame.Brightness();
        Cv2.Resize(brightness, small, new Size(LearntView.Columns, LearntView.Rows), interpolation: InterpolationFlags.Area);
        var seems = Cv2.Mean(small).Val0 < DarkBrightness ? PictureCondition.Dark : PictureCondition.Clear;
        since = seems == condition ? null : since ?? frame.CapturedAt;
        if (frame.CapturedAt - since >= Steady)
        {
            (condition, since) = (seems, null);
        }

        return condition;
    }

    /// <summary>What is seen from now on is the view.</summary>
    public void AcceptView() => Reference = ViewReference.None;

    /// <summary>The stream was opened anew: the next picture is not compared with the one before. What is learnt stays.</summary>
    public void Interrupted() => since = null;

    public void Dispose() => small.Dispose();
}

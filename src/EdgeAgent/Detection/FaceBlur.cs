using EdgeAgent.Geometry;
using EdgeAgent.Video;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>
/// Makes the heads of all persons on a picture unrecognisable, so that it may leave the box. It rather takes too much than too little:
/// where a person's head cannot be told, all of the upper body, and where a picture cannot be looked at, all of it.
/// </summary>
public sealed partial class FaceBlur : IDisposable
{
    private const string Person = "person";

    // What is left of each blurred part: so many colours across and down, from which no face can be told or made again.
    private const int Colours = 4;

    private const double HeadMargin = 0.35;
    private const double UpperBody = 0.5;
    private const float SamePerson = 0.6f;

    private readonly OnnxDetector detector;
    private readonly PoseEstimator poses;
    private readonly ILogger<FaceBlur> log;

    private FaceBlur(OnnxDetector detector, PoseEstimator poses, ILogger<FaceBlur> log)
    {
        this.detector = detector;
        this.poses = poses;
        this.log = log;
    }

    /// <param name="detector">Finds the persons; stays its owner's.</param>
    /// <exception cref="ModelUnusableException">The pose model is missing or unfit, or the detector knows no persons.</exception>
    public static FaceBlur Open(OnnxDetector detector, ModelFolder folder, ILogger<FaceBlur> log) => detector.Labels.Contains(Person)
        ? new FaceBlur(detector, PoseEstimator.Open(folder), log)
        : throw new ModelUnusableException($"the detector reports no {Person}, so faces cannot be blurred: set detection.detector to one that does, or uplink.blurFaces to false");

    /// <summary>Blurs in place.</summary>
    /// <param name="bgr">8-bit BGR picture of any size.</param>
    public void Blur(Mat bgr)
    {
        foreach (var part in Parts(bgr))
        {
            Blur(bgr, part);
        }
    }

    public void Dispose() => poses.Dispose();

    private IReadOnlyList<Box> Parts(Mat bgr)
    {
        try
        {
            var unreadable = detector.Unreadable;
            var persons = OverlapFilter.StrongestOfEach([.. Views(bgr.Size()).SelectMany(view => PersonsIn(bgr, view))], SamePerson);
            return detector.Unreadable == unreadable ? [.. persons.SelectMany(person => PartsOf(bgr, person.Box))] : [Box.Whole];
        }
        catch (Exception error) when (error is OnnxRuntimeException or OpenCVException or ObjectDisposedException)
        {
            LogBlind(error.Message);
            return [Box.Whole];
        }
    }

    // All at once, and closer from either side: who stands at the edge of the picture or far away is found more often so.
    private static Box[] Views(Size picture) => picture.Width > picture.Height
        ? [Box.Whole, Box.Whole with { Right = (double)picture.Height / picture.Width }, Box.Whole with { Left = 1 - (double)picture.Height / picture.Width }]
        : [Box.Whole];

    private IEnumerable<DetectedObject> PersonsIn(Mat bgr, Box view)
    {
        using var part = bgr.SubMat(Place(bgr, view));
        using var frame = Frame.FromBgr(part, default);
        return detector.Detect(frame).Where(found => found.Label == Person).Select(found => found with
        {
            Box = new Box(
                view.Left + found.Box.Left * view.Width,
                view.Top + found.Box.Top * view.Height,
                view.Left + found.Box.Right * view.Width,
                view.Top + found.Box.Bottom * view.Height),
        });
    }

    private IEnumerable<Box> PartsOf(Mat bgr, Box person)
    {
        var parts = BodyParts.Of(poses.Find(bgr, person), person);
        var heads = new[] { parts.Head, parts.Face }.OfType<Box>().Select(head => head.Grow(HeadMargin, HeadMargin)).ToList();
        var upper = person with { Bottom = person.Top + UpperBody * person.Height };
        return heads.Exists(head => upper.Contains(head.Center)) ? heads : [.. heads, upper];
    }

    private static void Blur(Mat bgr, Box part)
    {
        var inside = Place(bgr, part);
        if (inside.Width == 0 || inside.Height == 0)
        {
            return;
        }

        using var place = bgr.SubMat(inside);
        using var few = new Mat();
        using var blurred = new Mat();
        Cv2.Resize(place, few, new Size(Math.Min(Colours, place.Width), Math.Min(Colours, place.Height)), interpolation: InterpolationFlags.Area);
        Cv2.Resize(few, blurred, place.Size(), interpolation: InterpolationFlags.Linear);
        blurred.CopyTo(place);
    }

    private static Rect Place(Mat bgr, Box part)
    {
        var inside = part.Clip();
        var (left, top) = ((int)(inside.Left * bgr.Width), (int)(inside.Top * bgr.Height));
        var (right, bottom) = ((int)Math.Ceiling(inside.Right * bgr.Width), (int)Math.Ceiling(inside.Bottom * bgr.Height));
        return new Rect(left, top, Math.Max(0, right - left), Math.Max(0, bottom - top));
    }

    [LoggerMessage(Level = Microsoft.Extensions.Logging.LogLevel.Error, Message = "Faces cannot be looked for, so all of the picture is blurred: {Problem}")]
    private partial void LogBlind(string problem);
}

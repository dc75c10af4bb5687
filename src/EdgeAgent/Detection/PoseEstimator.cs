using EdgeAgent.Geometry;
using OpenCvSharp;
using Point = EdgeAgent.Geometry.Point;

namespace EdgeAgent.Detection;

/// <summary>Finds the key points of a person with a pose model. All cameras share it; they take turns.</summary>
public sealed class PoseEstimator : IDisposable
{
    public const string ModelName = "movenet";

    private const int ValuesOfPoint = 3;

    // The model wants a little of what is around the person.
    private const double Growth = 1.2;

    // Of one who stands in full view, the part from the head to below the hanging hands. The legs say nothing of what is
    // judged, and without them the head is larger in the model's input.
    private const double UpperPart = 0.6;
    private const double UpperHeightOverWidth = 2;

    private static readonly int PointCount = Enum.GetValues<BodyPoint>().Length;

    private readonly PictureModel model;
    private readonly string output;

    private PoseEstimator(ModelManifest manifest, PictureModel model)
    {
        this.model = model;
        output = manifest.Outputs[0];
    }

    /// <summary>Opens the model; one inference uses one thread.</summary>
    /// <param name="name">Name of the model's manifest, without .json.</param>
    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or gives no key points.</exception>
    public static PoseEstimator Open(ModelFolder folder, string name = ModelName)
    {
        var manifest = folder.Manifest(name);
        return manifest.Kind == ModelKind.Pose
            ? new PoseEstimator(manifest, PictureModel.Open(folder, manifest, session => DemandFit(manifest, session)))
            : throw new ModelUnusableException($"{name}: is no model of kind pose");
    }

    /// <param name="bgr">8-bit BGR picture.</param>
    /// <param name="person">Where the person was detected.</param>
    /// <returns>All points; what is not to be seen is a guess of low confidence.</returns>
    public Pose Find(Mat bgr, Box person)
    {
        var square = PixelSquare.Around(UpperBody(person, bgr.Size()), bgr.Size(), Growth);
        using var crop = square.CutFrom(bgr);
        return model.Run(crop, (session, _) => new Pose(Points(session.Output(output), square, bgr.Size()), (double)bgr.Width / bgr.Height));
    }

    /// <summary>Waits for the inference that runs.</summary>
    public void Dispose() => model.Dispose();

    private static Box UpperBody(Box person, Size picture)
    {
        var twiceTheWidth = UpperHeightOverWidth * person.Width * picture.Width / picture.Height;
        return person with { Bottom = person.Top + Math.Max(UpperPart * person.Height, Math.Min(person.Height, twiceTheWidth)) };
    }

    /// <param name="values">For each point y and x in fractions of the square, then the confidence.</param>
    private static KeyPoint[] Points(ReadOnlySpan<float> values, PixelSquare square, Size picture)
    {
        var points = new KeyPoint[PointCount];
        for (var index = 0; index < points.Length; index++)
        {
            var (y, x, confidence) = (values[index * ValuesOfPoint], values[index * ValuesOfPoint + 1], values[index * ValuesOfPoint + 2]);
            points[index] = new KeyPoint(
                new Point((square.Left + x * square.Side) / picture.Width, (square.Top + y * square.Side) / picture.Height), confidence);
        }

        return points;
    }

    private static void DemandFit(ModelManifest manifest, OnnxSession session)
    {
        if (manifest.Outputs is not [var name] || !session.OutputShape(name).SequenceEqual([1, 1, PointCount, ValuesOfPoint]))
        {
            throw new InvalidDataException($"it must have one output of 1 x 1 x {PointCount} x {ValuesOfPoint}");
        }
    }
}

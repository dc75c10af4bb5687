using System.Numerics;
using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>
/// Face and head from nose, eyes and ears. The unit is the spread of the five points about their mean, which stays about
/// the same however the head is turned. The numbers are medians found by models/training/geometry.
/// </summary>
internal sealed class HeadGeometry
{
    private const double SureConfidence = 0.35;

    // Distance across from the right to the left ear: 1.2 for a face seen in front, -1.2 from behind.
    private const float TurnedToTheSide = 0.2f;

    private const float FaceWidth = 1.25f;
    private const float FaceHeight = 1.35f;
    private const float FaceBelowMean = 0.26f;

    // The heads of the training pictures, with hair or hat, beside the face boxes of the same pictures.
    private const float HeadHeight = 1.32f * FaceHeight;
    private const float HeadWidth = 1.2f * FaceWidth;
    private const float HeadAboveMean = 0.26f * FaceHeight - FaceBelowMean;

    private static readonly BodyPoint[] FivePoints =
        [BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar];

    private static readonly BodyPoint[] Ears = [BodyPoint.LeftEar, BodyPoint.RightEar];

    private readonly Pose pose;
    private readonly Vector2 mean;
    private readonly float spread;

    public HeadGeometry(Pose pose)
    {
        this.pose = pose;
        mean = Mean(FivePoints);
        spread = MathF.Sqrt(FivePoints.Sum(point => Vector2.DistanceSquared(pose.Place(point), mean)));
    }

    public Box? Face() => Confidence(FivePoints) >= SureConfidence && Turn() >= TurnedToTheSide
        ? pose.BoxAround(mean + new Vector2(0, FaceBelowMean * spread), FaceWidth * spread, FaceHeight * spread)
        : null;

    /// <summary>The middle between the ears is that of the head from all sides; eyes and nose are at its front.</summary>
    public Box? Head() => Math.Max(Confidence(FivePoints), Confidence(Ears)) >= SureConfidence
        ? pose.BoxAround(new Vector2(Mean(Ears).X, mean.Y - HeadAboveMean * spread), HeadWidth * spread, HeadHeight * spread)
        : null;

    private float Turn() => (pose.Place(BodyPoint.LeftEar).X - pose.Place(BodyPoint.RightEar).X) / MathF.Max(spread, float.Epsilon);

    private double Confidence(BodyPoint[] points) => points.Average(point => pose[point].Confidence);

    private Vector2 Mean(BodyPoint[] points) => points.Aggregate(Vector2.Zero, (sum, point) => sum + pose.Place(point)) / points.Length;
}

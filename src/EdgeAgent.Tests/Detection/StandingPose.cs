using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Tests.Detection;

/// <summary>
/// Somebody who faces the camera in the middle of a picture and holds out the arms, to be changed by a test. Lengths are
/// in picture heights; the head's five points spread by 0.05.
/// </summary>
internal sealed class StandingPose
{
    private readonly Dictionary<BodyPoint, KeyPoint> points = [];

    public StandingPose(double aspectRatio = 2)
    {
        AspectRatio = aspectRatio;
        Put(BodyPoint.Nose, 0, 0.21).Put(BodyPoint.LeftEye, 0.012, 0.195).Put(BodyPoint.RightEye, -0.012, 0.195);
        Put(BodyPoint.LeftEar, 0.031, 0.2).Put(BodyPoint.RightEar, -0.031, 0.2);
        Put(BodyPoint.LeftShoulder, 0.08, 0.3).Put(BodyPoint.RightShoulder, -0.08, 0.3);
        Put(BodyPoint.LeftElbow, 0.18, 0.3).Put(BodyPoint.RightElbow, -0.18, 0.3);
        Put(BodyPoint.LeftWrist, 0.28, 0.3).Put(BodyPoint.RightWrist, -0.28, 0.3);
        Put(BodyPoint.LeftHip, 0.06, 0.5).Put(BodyPoint.RightHip, -0.06, 0.5);
        Put(BodyPoint.LeftKnee, 0.06, 0.7).Put(BodyPoint.RightKnee, -0.06, 0.7);
        Put(BodyPoint.LeftAnkle, 0.06, 0.9).Put(BodyPoint.RightAnkle, -0.06, 0.9);
    }

    public double AspectRatio { get; }

    public Box Person => Box.Around(new Point(0.5, 0.52), 0.6 / AspectRatio, 0.84);

    /// <param name="across">From the picture's middle.</param>
    public StandingPose Put(BodyPoint point, double across, double down, double confidence = 0.7)
    {
        points[point] = new KeyPoint(new Point(0.5 + across / AspectRatio, down), confidence);
        return this;
    }

    public StandingPose Doubt(params BodyPoint[] doubted)
    {
        foreach (var point in doubted)
        {
            points[point] = points[point] with { Confidence = 0.1 };
        }

        return this;
    }

    /// <summary>The same seen from behind: the sides are exchanged.</summary>
    public StandingPose TurnAround()
    {
        foreach (var (point, place) in points.ToArray())
        {
            points[point] = place with { Position = place.Position with { X = 1 - place.Position.X } };
        }

        return this;
    }

    public BodyParts Parts() => BodyParts.Of(new Pose([.. Enum.GetValues<BodyPoint>().Select(point => points[point])], AspectRatio), Person);
}

using System.Numerics;
using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>Hands and torso from the points of arms, shoulders and hips. The numbers are medians found by models/training/geometry.</summary>
internal sealed class BodyGeometry(Pose pose)
{
    private const double SureConfidence = 0.3;

    // A hand is about half as long as the arm to the wrist. Taken of both parts of the arm it holds as well where the
    // fore-arm points at the camera and looks short.
    private const float HandOverArm = 0.48f;
    private const float HandBeyondWrist = 0.4f;

    private const float TorsoOverShoulders = 1.4f;
    private const float NarrowestTorso = 0.5f;

    public Box? Hand(BodyPoint elbow, BodyPoint wrist, BodyPoint shoulder)
    {
        var foreArm = pose.Place(wrist) - pose.Place(elbow);
        var size = HandOverArm * (foreArm.Length() + Vector2.Distance(pose.Place(elbow), pose.Place(shoulder)));
        return IsSure(elbow) && IsSure(wrist) && !IsBehindTheBody(pose.Place(wrist))
            ? pose.BoxAround(pose.Place(wrist) + HandBeyondWrist * foreArm, size, size)
            : null;
    }

    /// <param name="end">Lower edge of what is to be seen of the person, 0 to 1.</param>
    public Box? Torso(double end)
    {
        if (!IsSure(BodyPoint.LeftShoulder) || !IsSure(BodyPoint.RightShoulder))
        {
            return null;
        }

        var (left, right) = (pose.Place(BodyPoint.LeftShoulder), pose.Place(BodyPoint.RightShoulder));
        var top = (left.Y + right.Y) / 2;
        var bottom = HipHeight() ?? top + TorsoOverShoulders * Vector2.Distance(left, right);
        var height = Math.Min(bottom, (float)end) - top;
        var width = MathF.Max(MathF.Abs(left.X - right.X), NarrowestTorso * height);
        return height > 0 ? pose.BoxAround(new Vector2((left.X + right.X) / 2, top + height / 2), width, height) : null;
    }

    private float? HipHeight() => IsSure(BodyPoint.LeftHip) && IsSure(BodyPoint.RightHip)
        ? (pose.Place(BodyPoint.LeftHip).Y + pose.Place(BodyPoint.RightHip).Y) / 2
        : null;

    /// <summary>Of one seen from behind, whose left shoulder is at the left, hands before the body are guesses.</summary>
    private bool IsBehindTheBody(Vector2 wrist) =>
        wrist.X > pose.Place(BodyPoint.LeftShoulder).X && wrist.X < pose.Place(BodyPoint.RightShoulder).X;

    private bool IsSure(BodyPoint point) => pose[point].Confidence >= SureConfidence;
}

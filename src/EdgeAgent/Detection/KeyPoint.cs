using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>A point of the body, in the order of COCO. Left and right are the person's own.</summary>
public enum BodyPoint
{
    Nose,
    LeftEye,
    RightEye,
    LeftEar,
    RightEar,
    LeftShoulder,
    RightShoulder,
    LeftElbow,
    RightElbow,
    LeftWrist,
    RightWrist,
    LeftHip,
    RightHip,
    LeftKnee,
    RightKnee,
    LeftAnkle,
    RightAnkle,
}

/// <summary>Where a point of the body was found.</summary>
/// <param name="Position">In fractions of the whole picture; may lie outside it.</param>
/// <param name="Confidence">0 to 1.</param>
public readonly record struct KeyPoint(Point Position, double Confidence);

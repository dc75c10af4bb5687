using EdgeAgent.Video;

namespace EdgeAgent.Detection;

/// <summary>Finds objects on a picture. One instance serves all cameras and may be called from several threads.</summary>
public interface IDetector
{
    /// <returns>Objects above the model's minimum confidence, most confident first, overlapping doubles removed.</returns>
    IReadOnlyList<DetectedObject> Detect(Frame frame);
}

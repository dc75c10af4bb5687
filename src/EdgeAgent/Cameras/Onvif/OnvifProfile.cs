namespace EdgeAgent.Cameras.Onvif;

/// <summary>How pictures are encoded.</summary>
public enum VideoCodec
{
    H264,
    H265,
    Jpeg,

    /// <summary>Anything else, e.g. MPEG-4 part 2.</summary>
    Other,
}

/// <summary>One of a camera's ready-made streams.</summary>
/// <param name="Token">The camera's own name for it.</param>
/// <param name="Name">A name for people.</param>
/// <param name="Width">In pixels; 0 where the camera does not say.</param>
/// <param name="Height">In pixels; 0 where the camera does not say.</param>
/// <param name="FramesPerSecond">Upper limit as configured at the camera; 0 where it does not say.</param>
/// <param name="KilobitsPerSecond">Upper limit as configured at the camera; 0 where it does not say.</param>
public sealed record OnvifProfile(
    string Token, string Name, VideoCodec Codec, int Width, int Height, double FramesPerSecond, int KilobitsPerSecond);

namespace EdgeAgent.Video;

/// <summary>What was measured of a stream over a few seconds; nothing here is what the camera declares of itself but codec and profile.</summary>
/// <param name="Codec">As ffmpeg names it: h264, hevc, mjpeg …</param>
/// <param name="Profile">As ffmpeg names it: Baseline, Main, High …; may be empty.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="PicturesPerSecond">By the pictures' own times.</param>
/// <param name="HasBFrames">Pictures come in another order than they are shown, which delays every one of them.</param>
/// <param name="KeyFrameSeconds">Longest time without a key frame; where it is the whole time measured, the true one may be longer.</param>
/// <param name="KilobitsPerSecond">Of the pictures alone.</param>
public sealed record StreamFigures(
    string Codec, string Profile, int Width, int Height, double PicturesPerSecond, bool HasBFrames, double KeyFrameSeconds, double KilobitsPerSecond);

namespace EdgeAgent.Detection.Background;

/// <summary>A second of pictures, made small and averaged: its noise is less than half of one picture's.</summary>
/// <param name="Planes">Brightness, blue and red difference, each height x width, 0 to 255; 128 is no colour.</param>
/// <param name="At">Capture time of the last of them.</param>
internal sealed record SmallPicture(int Width, int Height, float[][] Planes, DateTimeOffset At)
{
    public const int Brightness = 0;

    /// <summary>Whether it has no colour at all, as by night under a camera's own infrared lamps.</summary>
    public bool IsGrey { get; init; }
}

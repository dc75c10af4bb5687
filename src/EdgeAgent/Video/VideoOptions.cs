using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Video;

/// <summary>How pictures are taken from the streams.</summary>
public sealed record VideoOptions
{
    [Required, Description("The ffmpeg program: a name on the PATH or a full path.")]
    public string Ffmpeg { get; init; } = "ffmpeg";

    [Range(1, 25), Description("Pictures a second that are looked at.")]
    public int FramesPerSecond { get; init; } = 5;

    [Range(160, 1920), Description("Widest picture that is looked at, in pixels; wider streams are made smaller.")]
    public int Width { get; init; } = 640;

    [Range(2, 120), Description("Seconds without a picture after which a stream is opened anew.")]
    public double StallSeconds { get; init; } = 10;
}

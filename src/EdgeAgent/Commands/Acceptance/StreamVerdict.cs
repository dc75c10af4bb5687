using EdgeAgent.Cameras;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>What the figures of a stream mean for the workshop.</summary>
internal static class StreamVerdict
{
    private const double SlowestRate = 3;
    private const double FastestRate = 30.5;
    private const double LongestKeyFrameSeconds = 5.5;
    private const int WidestSub = 1280;
    private const double DarkestPicture = 30;
    private const double FlattestPicture = 10;

    public static IEnumerable<CheckLine> Of(CheckedStream stream)
    {
        var figures = stream.Figures;
        (string, object)[] values =
        [
            ("role", stream.Role),
            ("codec", figures.Codec),
            ("profile", figures.Profile),
            ("width", figures.Width),
            ("height", figures.Height),
            ("rate", figures.PicturesPerSecond),
            ("hasBFrames", figures.HasBFrames),
            ("keyFrameSeconds", figures.KeyFrameSeconds),
            ("kilobits", figures.KilobitsPerSecond),
            ("transport", stream.Transport),
        ];
        if (figures.Width <= 0 || figures.Height <= 0)
        {
            return [CheckLine.Fail("camera.noSize", values)];
        }

        return
        [
            CheckLine.Ok("camera.stream", values),
            .. Where(figures.HasBFrames && stream.IsLive, "camera.bFrames"),
            .. Where(figures.PicturesPerSecond < SlowestRate, "camera.slow"),
            .. Where(figures.PicturesPerSecond > FastestRate, "camera.fast"),
            .. Where(figures.KeyFrameSeconds > LongestKeyFrameSeconds && stream.IsLive, "camera.keyFramesRare"),
            .. Where(stream.Role == StreamRole.Sub && figures.Width > WidestSub, "camera.subLarge"),
            .. stream.Role == StreamRole.Main && figures.Codec == "hevc" ? [CheckLine.Ok("camera.h265", values)] : Array.Empty<CheckLine>(),
        ];

        IEnumerable<CheckLine> Where(bool applies, string text) => applies ? [CheckLine.Warn(text, values)] : [];
    }

    public static IEnumerable<CheckLine> Of(StillPicture? picture)
    {
        if (picture is null)
        {
            return [CheckLine.Fail("camera.noPicture")];
        }

        (string, object)[] values =
            [("width", picture.Width), ("height", picture.Height), ("brightness", picture.Brightness), ("contrast", picture.Contrast)];
        return [picture.Brightness < DarkestPicture ? CheckLine.Warn("camera.dark", values)
            : picture.Contrast < FlattestPicture ? CheckLine.Warn("camera.flat", values)
            : CheckLine.Ok("camera.picture", values)];
    }

    /// <param name="address">Without a login; one in its path is left out of the line.</param>
    public static CheckLine Explain(StreamRole role, string address, StreamException error) => CheckLine.Fail(
        error.Reason switch
        {
            StreamFailure.LoginRefused => error.IsHeldBack ? "camera.loginHeldBack" : "camera.loginRefused",
            StreamFailure.Unreachable => "camera.unreachable",
            StreamFailure.NoSuchStream => "camera.noSuchStream",
            StreamFailure.UnsupportedCodec => "camera.unsupportedCodec",
            StreamFailure.NotInstalled => "camera.clipMissing",
            StreamFailure.Stalled => "camera.silent",
            StreamFailure.Ended => "camera.hangsUp",
            _ => "camera.failed",
        },
        ("role", role),
        ("address", FfmpegErrors.Redact(address)),
        ("reason", error.Message));
}

using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>Decodes one picture out of a piece of a stream.</summary>
internal static class PictureDecoder
{
    /// <param name="takenAt">Becomes the frame's.</param>
    /// <param name="limit">The decoding is given up after this long.</param>
    /// <returns>Null where it cannot be decoded.</returns>
    public static async Task<Frame?> DecodeAsync(
        EncodedPicture picture, DateTimeOffset takenAt, TimeSpan limit, VideoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-threads", "1", "-f", "mp4", "-i", "pipe:0",
            .. PictureFormat.Nth(picture.Number),
        ];
        var run = await FfmpegRun.ToEndAsync(options.Ffmpeg, arguments, input => input.Write(picture.Bytes), limit, time, cancellationToken);
        try
        {
            using var output = new MemoryStream(run.Output);
            return Y4mReader.Open(output)?.Read() is { } planes ? new Frame(planes, takenAt) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>
/// Full-size pictures at the stream's own pace: its key frames, which can be decoded without those before them. Nothing is
/// decoded that nobody asks for.
/// </summary>
public sealed class KeyPictures(LiveStream stream, VideoOptions options, TimeProvider time)
{
    // Nobody waits but the next look.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether the stream is open, so that there will be key frames.</summary>
    public bool AreComing => stream.Head is not null;

    internal EncodedKey? Newest(DateTimeOffset after) => stream.TryCopyKey(after);

    /// <returns>The frame, which belongs to the caller; null where it cannot be decoded.</returns>
    /// <exception cref="StreamException">ffmpeg is not installed.</exception>
    internal Task<Frame?> DecodeAsync(EncodedKey key, CancellationToken cancellationToken) =>
        PictureDecoder.DecodeAsync(key.Picture, key.At, Limit, options, time, cancellationToken);
}

using EdgeAgent.Detection;
using EdgeAgent.Recording;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// One picture of a camera as it is now: full-size from the newest key frame of its main stream, which is opened for it where
/// it is not open, or else the one that is watched, with what was made of it drawn on.
/// </summary>
public sealed class Snapshots(Recordings recordings, LiveView live, VideoOptions video, TimeProvider time)
{
    // A camera that connects slowly, and its next key frame.
    private static readonly TimeSpan ForSharp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ForAny = TimeSpan.FromSeconds(5);

    /// <param name="maximumBytes">Of the JPEG; the picture becomes coarser, and then smaller, until it fits.</param>
    /// <param name="faces">Blurs the faces on it; null where they may be seen.</param>
    /// <returns>Null where the camera gives no picture.</returns>
    public async Task<LivePicture?> TakeAsync(string camera, int maximumBytes, FaceBlur? faces, CancellationToken cancellationToken) =>
        await WithinAsync(ForSharp, token => SharpAsync(camera, maximumBytes, faces, token), cancellationToken)
        ?? await WithinAsync(ForAny, token => WatchedAsync(camera, maximumBytes, faces, token), cancellationToken);

    private async Task<LivePicture?> SharpAsync(string camera, int maximumBytes, FaceBlur? faces, CancellationToken cancellationToken)
    {
        if (recordings.StreamsOf(camera).Main is not { } main)
        {
            return null;
        }

        var pictures = new KeyPictures(main.Live, video, time);
        await foreach (var _ in main.Live.WatchAsync(cancellationToken))
        {
            if (pictures.Newest(DateTimeOffset.MinValue) is { } key)
            {
                using var frame = await pictures.DecodeAsync(key, cancellationToken);
                return frame is null ? null : Picture.Fitting(frame, maximumBytes, faces);
            }
        }

        return null;
    }

    private async Task<LivePicture?> WatchedAsync(string camera, int maximumBytes, FaceBlur? faces, CancellationToken cancellationToken)
    {
        var picture = await live.WatchAsync(camera, cancellationToken).FirstAsync(cancellationToken);
        return Picture.Fitting(picture, maximumBytes, faces);
    }

    private async Task<LivePicture?> WithinAsync(
        TimeSpan limit, Func<CancellationToken, Task<LivePicture?>> take, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await take(either.Token);
        }
        catch (Exception error) when (error is StreamException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }
}

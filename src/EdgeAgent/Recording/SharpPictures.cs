using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>
/// Full-size pictures of the moment that is asked for, decoded from the stream that is recorded anyway: nothing is decoded
/// that nobody asks for.
/// </summary>
public sealed class SharpPictures(LiveStream stream, VideoOptions options, TimeProvider time)
{
    // What happened at that moment is on its way through the camera and the network.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.6);
    // The incident is not reported before its picture is there.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // The boxes of one moment are drawn on the picture of another: in longer, a walking person is elsewhere.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(0.6);

    // Of a camera with key frames far apart; the small picture is there at once.
    private const int MostToDecode = 100;

    /// <returns>The frame, which belongs to the caller; null where the stream has none of that moment.</returns>
    public async Task<Frame?> TakeAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (stream.Head is not null)
        {
            if (stream.TryCopy(at, Near) is { } encoded)
            {
                return encoded.Number > MostToDecode ? null : await PictureDecoder.DecodeAsync(encoded, at, Limit, options, time, cancellationToken);
            }

            if (time.GetElapsedTime(began) >= Patience)
            {
                return null;
            }

            await Task.Delay(Look, time, cancellationToken);
        }

        return null;
    }
}

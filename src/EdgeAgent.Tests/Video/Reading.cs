using EdgeAgent.Cameras;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

/// <summary>Reads a few pictures of a source.</summary>
internal static class Reading
{
    public static readonly VideoOptions Options = new() { StallSeconds = 30 };

    public static RtspFrameSource Of(RtspCamera camera, string stream = "sub", string? password = RtspCamera.Password, VideoOptions? options = null) => new(
        new CameraOptions { Id = "kitchen", User = password is null ? null : RtspCamera.User, Password = password is null ? null : new(password) },
        camera.Address(stream).AbsoluteUri,
        FrameSelection.Sampled,
        options ?? Options,
        TimeProvider.System);

    /// <returns>Size and time of each picture.</returns>
    public static async Task<List<(int Width, int Height, DateTimeOffset At)>> TakeAsync(IFrameSource source, int count = int.MaxValue)
    {
        var seen = new List<(int Width, int Height, DateTimeOffset At)>();
        await foreach (var frame in source.ReadAsync(CancellationToken.None))
        {
            using (frame)
            {
                seen.Add((frame.Width, frame.Height, frame.CapturedAt));
            }

            if (seen.Count >= count)
            {
                break;
            }
        }

        return seen;
    }

    public static StreamException Failure(IFrameSource source) =>
        Assert.ThrowsAsync<StreamException>(() => TakeAsync(source))!;
}

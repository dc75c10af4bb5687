using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

/// <summary>Reads a few pictures of a source.</summary>
internal static class Reading
{
    public static readonly VideoOptions Options = new() { StallSeconds = 30 };

    public static RtspFrameSource Of(RtspCamera camera, string stream = "sub", string? password = RtspCamera.Password, VideoOptions? options = null) => Of(
        new CameraOptions
        {
            Id = "kitchen",
            SubStream = camera.Address(stream).AbsoluteUri,
            User = password is null ? null : RtspCamera.User,
            Password = password is null ? null : new(password),
        },
        StreamRole.Sub,
        options);

    public static RtspFrameSource Of(CameraOptions camera, StreamRole role, VideoOptions? options = null) =>
        Of(camera, Logins.Gate(), role, options);

    public static RtspFrameSource Of(CameraOptions camera, LoginGate logins, StreamRole role = StreamRole.Sub, VideoOptions? options = null) =>
        new(Connection(camera, logins, role, options), options ?? Options, TimeProvider.System);

    public static RtspConnection Connection(CameraOptions camera, LoginGate logins, StreamRole role, VideoOptions? options = null) =>
        new(camera, new CameraAddresses(camera, logins, TimeProvider.System), logins, role, options ?? Options, TimeProvider.System);

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

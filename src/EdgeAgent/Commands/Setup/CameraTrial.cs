using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Setup;

/// <summary>What came of logging in to a camera once.</summary>
/// <param name="IsIn">The camera let us in.</param>
/// <param name="IsRefused">The camera wants another login; nothing else is wrong.</param>
/// <param name="Words">What it is; may come from the camera.</param>
/// <param name="Problem">Why there is no video; null where there is.</param>
/// <param name="Picture">As JPEG; null where none came.</param>
internal sealed record CameraTrial(bool IsIn, bool IsRefused, string Words, CheckText? Problem, byte[]? Picture)
{
    /// <inheritdoc cref="OfOnvifAsync"/>
    public static Task<CameraTrial> OfAsync(Candidate camera, CameraLogin login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken) =>
        camera.Service is { } service
            ? OfOnvifAsync(service, login, video, time, cancellationToken)
            : OfStreamAsync(camera.SubStream!, login, video, time, cancellationToken);

    /// <summary>One try of a login: every wrong one brings the account nearer to being locked. Over ONVIF that is up to two showings, a
    /// digest and a token, for what a camera takes is known only from its refusal; one that gives its profiles to anybody sees it at the stream.</summary>
    public static async Task<CameraTrial> OfOnvifAsync(Uri service, CameraLogin? login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new OnvifClient(service, login, time);
        StreamChoice streams;
        try
        {
            streams = StreamChoice.Choose(await client.GetProfilesAsync(cancellationToken), new OnvifOptions());
        }
        catch (OnvifException error)
        {
            return Failed(error);
        }

        var words = $"{streams.Main.Width}x{streams.Main.Height} {streams.Main.Codec}, {streams.Sub.Width}x{streams.Sub.Height} {streams.Sub.Codec}";

        // A camera that gives profiles to anybody, and some do so with snapshots, lets us in by its stream or not at all.
        var stream = await StreamAsync(client, streams.Sub.Token, login, video, time, cancellationToken);
        return stream.IsIn ? stream with { Words = words }
            : stream.IsRefused ? stream
            : await WithSnapshotAsync(stream with { IsIn = true, Words = words }, client, streams.Main.Token, cancellationToken);
    }

    /// <summary>The same for a camera that is known by its stream's address only.</summary>
    public static async Task<CameraTrial> OfStreamAsync(string address, CameraLogin? login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            var picture = await StreamProbe.OfStream(address, login, video, time).TakePictureAsync(cancellationToken);
            return new CameraTrial(true, false, FfmpegErrors.Redact(address), null, picture);
        }
        catch (StreamException error)
        {
            return new CameraTrial(false, error.Reason == StreamFailure.LoginRefused, "", StreamVerdict.Explain(StreamRole.Sub, address, error).Summary, null);
        }
    }

    private static async Task<CameraTrial> StreamAsync(
        OnvifClient client, string token, CameraLogin? login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await OfStreamAsync(await client.GetStreamAddressAsync(token, cancellationToken), login, video, time, cancellationToken);
        }
        catch (OnvifException error)
        {
            return Failed(error);
        }
    }

    /// <summary>The camera may be in order but for its stream. A refusal is then all that is known of the login.</summary>
    private static async Task<CameraTrial> WithSnapshotAsync(CameraTrial trial, OnvifClient client, string token, CancellationToken cancellationToken)
    {
        try
        {
            return trial with { Picture = await client.GetSnapshotAsync(token, cancellationToken) };
        }
        catch (OnvifException error)
        {
            return error.Reason == OnvifFailure.LoginRefused ? Failed(error) : trial;
        }
    }

    private static CameraTrial Failed(OnvifException error) =>
        new(false, error.Reason == OnvifFailure.LoginRefused, "", OnvifCheck.Explain(error).Summary, null);
}

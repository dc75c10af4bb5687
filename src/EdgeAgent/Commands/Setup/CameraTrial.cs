using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Setup;

/// <summary>What came of logging in to a camera once.</summary>
/// <param name="IsIn">The camera let us in.</param>
/// <param name="IsRefused">The camera wants another login; nothing else is wrong.</param>
/// <param name="Words">What it is, or what is wrong; may come from the camera.</param>
/// <param name="Picture">As JPEG; null where none came.</param>
internal sealed record CameraTrial(bool IsIn, bool IsRefused, string Words, byte[]? Picture = null)
{
    /// <summary>One try of a login: every wrong one brings the account nearer to being locked. Over ONVIF that is up to two showings: a
    /// digest and a token, for what a camera takes is known only from its refusal, or snapshot and stream where nothing else asks for it.</summary>
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
            return new CameraTrial(false, error.Reason == OnvifFailure.LoginRefused, error.Message);
        }

        var words = $"{streams.Main.Width}x{streams.Main.Height} {streams.Main.Codec}, {streams.Sub.Width}x{streams.Sub.Height} {streams.Sub.Codec}";
        var (snapshot, refused) = await SnapshotAsync(client, streams.Main.Token, cancellationToken);
        try
        {
            var picture = snapshot
                ?? await TakeAsync(await client.GetStreamAddressAsync(streams.Sub.Token, cancellationToken), login, video, time, cancellationToken);
            return new CameraTrial(true, false, words, picture);
        }
        catch (Exception error) when (error is OnvifException or StreamException)
        {
            // Profiles that a camera gives to anybody say nothing of the login.
            return refused is not null || error is OnvifException { Reason: OnvifFailure.LoginRefused } or StreamException { Reason: StreamFailure.LoginRefused }
                ? new CameraTrial(false, true, error.Message)
                : new CameraTrial(true, false, $"{words}; {error.Message}");
        }
    }

    /// <summary>A refusal is not the last word: some cameras have another user for snapshots.</summary>
    private static async Task<(byte[]? Picture, OnvifException? Refused)> SnapshotAsync(OnvifClient client, string token, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetSnapshotAsync(token, cancellationToken), null);
        }
        catch (OnvifException error)
        {
            return (null, error.Reason == OnvifFailure.LoginRefused ? error : null);
        }
    }

    /// <summary>The same for a camera that is known by its stream's address only.</summary>
    public static async Task<CameraTrial> OfStreamAsync(string address, CameraLogin? login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return new CameraTrial(true, false, FfmpegErrors.Redact(address), await TakeAsync(address, login, video, time, cancellationToken));
        }
        catch (StreamException error)
        {
            return new CameraTrial(false, error.Reason == StreamFailure.LoginRefused, error.Message);
        }
    }

    private static Task<byte[]> TakeAsync(string address, CameraLogin? login, VideoOptions video, TimeProvider time, CancellationToken cancellationToken) =>
        StreamProbe.OfStream(address, login, video, time).TakePictureAsync(cancellationToken);
}

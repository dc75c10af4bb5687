using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Setup;

/// <summary>Logs in to cameras, once each.</summary>
/// <param name="gate">That of the whole setup, the acceptance test at its end included.</param>
internal sealed class CameraTrials(LoginGate gate, VideoOptions video, TimeProvider time)
{
    /// <inheritdoc cref="OfOnvifAsync"/>
    public Task<CameraTrial> OfAsync(Candidate camera, CameraLogin login, CancellationToken cancellationToken) =>
        camera.Service is { } service
            ? OfOnvifAsync(service, login, cancellationToken)
            : OfStreamAsync(camera.SubStream!, login, cancellationToken);

    /// <summary>One try of a login: every wrong one brings the account nearer to being locked. Over ONVIF that is up to two showings, a
    /// digest and a token, for what a camera takes is known only from its refusal; one that gives its profiles to anybody sees it at the stream.</summary>
    public async Task<CameraTrial> OfOnvifAsync(Uri service, CameraLogin? login, CancellationToken cancellationToken)
    {
        var client = new OnvifClient(service, login, gate, time);
        StreamChoice streams;
        try
        {
            streams = StreamChoice.Choose(await ProfilesAsync(client, cancellationToken), new OnvifOptions());
        }
        catch (OnvifException error)
        {
            return Failed(error);
        }

        var words = $"{streams.Main.Width}x{streams.Main.Height} {streams.Main.Codec}, {streams.Sub.Width}x{streams.Sub.Height} {streams.Sub.Codec}";

        // A camera that gives profiles to anybody, and some do so with snapshots, lets us in by its stream or not at all.
        var stream = await StreamAsync(client, streams.Sub.Token, login, cancellationToken);
        return stream.IsIn ? stream with { Words = words }
            : stream.IsRefused ? stream
            : await WithSnapshotAsync(stream with { IsIn = true, Words = words }, client, streams.Main.Token, cancellationToken);
    }

    // Some firmware says nothing of a login that it refuses: only when it happens again is that known to be the reason.
    private static async Task<IReadOnlyList<OnvifProfile>> ProfilesAsync(OnvifClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetProfilesAsync(cancellationToken);
        }
        catch (OnvifException error) when (error.Reason is OnvifFailure.NotOnvif or OnvifFailure.Refused)
        {
            return await client.GetProfilesAsync(cancellationToken);
        }
    }

    /// <summary>The same for a camera that is known by its stream's address only.</summary>
    public async Task<CameraTrial> OfStreamAsync(string address, CameraLogin? login, CancellationToken cancellationToken)
    {
        try
        {
            var picture = await StreamProbe.OfStream(address, login, gate, video, time).TakePictureAsync(cancellationToken);
            return new CameraTrial(true, false, false, FfmpegErrors.Redact(address), null, picture);
        }
        catch (StreamException error)
        {
            return new CameraTrial(
                false, error.Reason == StreamFailure.LoginRefused, error.IsHeldBack, "", StreamVerdict.Explain(StreamRole.Sub, address, error).Summary, null);
        }
    }

    private async Task<CameraTrial> StreamAsync(
        OnvifClient client, string token, CameraLogin? login, CancellationToken cancellationToken)
    {
        try
        {
            return await OfStreamAsync(await client.GetStreamAddressAsync(token, cancellationToken), login, cancellationToken);
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
        new(false, error.Reason == OnvifFailure.LoginRefused, error.IsHeldBack, "", OnvifCheck.Explain(error).Summary, null);
}

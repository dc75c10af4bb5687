using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>
/// Looks at one camera as the agent will: over ONVIF where it is asked for addresses, then a picture of the largest stream,
/// then the figures of both. The first answer that the login is wrong ends it, for a camera locks after a few of them.
/// </summary>
internal sealed class CameraCheck
{
    private static readonly TimeSpan DiscoveryWait = TimeSpan.FromSeconds(3);

    private readonly CameraOptions camera;
    private readonly LoginGate gate;
    private readonly VideoOptions options;
    private readonly TimeProvider time;
    private readonly List<CheckLine> lines = [];
    private readonly List<CheckedStream> streams = [];
    private OnvifDevice? device;
    private StillPicture? picture;

    private CameraCheck(CameraOptions camera, LoginGate gate, VideoOptions options, TimeProvider time)
    {
        this.camera = camera;
        this.gate = gate;
        this.options = options;
        this.time = time;
    }

    public static async Task<CheckedCamera> RunAsync(
        CameraOptions camera, LoginGate gate, VideoOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var check = new CameraCheck(camera, gate, options, time);
        await check.LookAsync(cancellationToken);
        return new CheckedCamera(
            camera.Id,
            camera.Name.Length > 0 ? camera.Name : camera.Id,
            check.device,
            check.picture,
            check.streams,
            [.. check.lines.Select(line => line with { Camera = camera.Id })]);
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (camera.Password is { IsWrittenOut: true })
        {
            lines.Add(CheckLine.Warn("camera.passwordInClear"));
        }

        try
        {
            if (camera.Clip is { } clip)
            {
                await LookAtAsync([(StreamRole.Sub, clip.File, StreamProbe.OfClip(clip.File, options, time))], cancellationToken);
                return;
            }

            var login = camera.Login();
            var mayBeElsewhere = camera.Onvif is { } onvif ? await AskAsync(onvif, login, cancellationToken) : [];
            if (lines.Exists(line => line.Result == CheckResult.Fail))
            {
                return;
            }

            var all = await StreamsAsync(login, cancellationToken);
            lines.AddRange(mayBeElsewhere);
            await LookAtAsync(all, cancellationToken);
        }
        catch (InvalidDataException error)
        {
            lines.Add(CheckLine.Fail("camera.secretUnreadable", ("reason", error.Message)));
        }
        catch (OnvifException error)
        {
            lines.Add(OnvifCheck.Explain(error));
        }
    }

    /// <returns>What is to be said if it is found at another address; otherwise that it is not found says all.</returns>
    private async Task<IReadOnlyList<CheckLine>> AskAsync(OnvifOptions onvif, CameraLogin? login, CancellationToken cancellationToken)
    {
        var asked = await OnvifCheck.RunAsync(onvif, login, gate, time, cancellationToken);
        device = asked.Device;
        if (device is null && asked.Lines.All(line => line.Result == CheckResult.Warn))
        {
            return asked.Lines;
        }

        lines.AddRange(asked.Lines);
        return [];
    }

    /// <summary>The main stream first, where there is one. Both may be the same.</summary>
    private async Task<List<(StreamRole Role, string Address, StreamProbe Probe)>> StreamsAsync(CameraLogin? login, CancellationToken cancellationToken)
    {
        var addresses = new CameraAddresses(camera, gate, time, stop => new OnvifDiscovery(time).FindAsync(DiscoveryWait, stop));
        var sub = await addresses.ResolveAsync(StreamRole.Sub, cancellationToken);
        var main = camera.MainStream is null && camera.Onvif is null ? null : await addresses.ResolveAsync(StreamRole.Main, cancellationToken);
        return main is null || main == sub
            ? [(StreamRole.Sub, sub, Probe(sub))]
            : [(StreamRole.Main, main, Probe(main)), (StreamRole.Sub, sub, Probe(sub))];

        StreamProbe Probe(string address) => StreamProbe.OfStream(address, login, gate, options, time);
    }

    private async Task LookAtAsync(IReadOnlyList<(StreamRole Role, string Address, StreamProbe Probe)> all, CancellationToken cancellationToken)
    {
        var sound = all.ToList();
        foreach (var stream in all.TakeWhile(_ => picture is null))
        {
            try
            {
                picture = StillPicture.Read(await stream.Probe.TakePictureAsync(cancellationToken));
                lines.AddRange(StreamVerdict.Of(picture));
            }
            catch (StreamException error)
            {
                lines.Add(StreamVerdict.Explain(stream.Role, stream.Address, error));
                sound.Remove(stream);
                if (error.Reason is StreamFailure.LoginRefused or StreamFailure.Unreachable)
                {
                    return;
                }
            }
        }

        await Task.WhenAll(sound.Select(stream => MeasureAsync(stream.Role, stream.Address, stream.Probe, cancellationToken)));
        streams.Sort((one, other) => other.Role.CompareTo(one.Role));
        lines.AddRange(streams.SelectMany(StreamVerdict.Of));
    }

    private async Task MeasureAsync(StreamRole role, string address, StreamProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            var figures = await probe.MeasureAsync(cancellationToken);
            lock (streams)
            {
                streams.Add(new CheckedStream(role, figures, probe.Transport));
            }
        }
        catch (StreamException error)
        {
            lock (streams)
            {
                lines.Add(StreamVerdict.Explain(role, address, error));
            }
        }
    }
}

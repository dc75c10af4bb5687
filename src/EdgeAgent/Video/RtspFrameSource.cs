using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>Which pictures of a stream are taken.</summary>
public enum FrameSelection
{
    /// <summary>At the configured rate and at most the configured width.</summary>
    Sampled,

    /// <summary>Key frames only, at full size: the cheapest way to a sharp picture.</summary>
    KeyFrames,
}

/// <summary>A live RTSP stream. Each reading is one connection; opening anew is the caller's business.</summary>
public sealed class RtspFrameSource : IFrameSource
{
    private readonly string address;
    private readonly CameraOptions camera;
    private readonly VideoOptions options;
    private readonly FrameSelection selection;
    private readonly TimeProvider time;
    private readonly FramePump pump;
    private string transport = "tcp";

    public RtspFrameSource(CameraOptions camera, string address, FrameSelection selection, VideoOptions options, TimeProvider time)
    {
        this.address = address;
        this.camera = camera;
        this.options = options;
        this.selection = selection;
        this.time = time;
        pump = new FramePump(live: true, TimeSpan.FromSeconds(options.StallSeconds), time);
    }

    public long Dropped => pump.Dropped;

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pictures = pump.RunAsync(options.Ffmpeg, Arguments(), (_, _) => time.GetUtcNow(), cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        await using (pictures)
        {
            while (await NextAsync(pictures))
            {
                yield return pictures.Current;
            }
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<Frame> pictures)
    {
        try
        {
            return await pictures.MoveNextAsync();
        }
        catch (StreamException failure) when (failure.Reason is StreamFailure.TransportRefused || transport == "udp")
        {
            // TCP first; over UDP where the camera refuses that; back to TCP when UDP fails too.
            transport = transport == "tcp" ? "udp" : "tcp";
            throw;
        }
    }

    private List<string> Arguments()
    {
        // Only a backstop behind our own limit: ffmpeg calls a camera that never answers "invalid data".
        var microseconds = ((long)(options.StallSeconds * 1_500_000)).ToString(CultureInfo.InvariantCulture);
        List<string> arguments =
        [
            "-hide_banner", "-loglevel", "warning",
            "-rtsp_transport", transport, "-timeout", microseconds, "-allowed_media_types", "video",
            "-fflags", "nobuffer", "-analyzeduration", "2000000", "-threads", "1",
        ];
        if (selection == FrameSelection.KeyFrames)
        {
            arguments.AddRange(["-skip_frame", "nokey"]);
        }

        arguments.AddRange(["-i", StreamAddress.WithLogin(address, camera.User, Password()), "-map", "0:v:0"]);
        arguments.AddRange(selection == FrameSelection.KeyFrames ? PictureFormat.Whole : PictureFormat.Sampled(options));
        return arguments;
    }

    // One camera's missing password file is no reason for the others to go blind.
    private string? Password()
    {
        try
        {
            return camera.Password?.Reveal();
        }
        catch (InvalidDataException error)
        {
            throw new StreamException(StreamFailure.LoginRefused, error.Message);
        }
    }
}

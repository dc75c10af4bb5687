using System.Text;
using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>
/// Looks at one stream once: what it is, and one picture of it. Each question is one connection with one login; like the
/// agent it asks over TCP and turns to UDP where the camera refuses that.
/// </summary>
public sealed class StreamProbe
{
    private static readonly TimeSpan PictureLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MeasureLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);

    // Long enough to tell that key frames are more than 5 s apart.
    private const string Measured = "%+6";

    // A camera that sends what it has kept is done sooner, one whose clock jumps covers less: of both at once only one that hangs up.
    private static readonly TimeSpan LeastMeasured = TimeSpan.FromSeconds(5);

    private readonly string source;
    private readonly CameraLogin? login;
    private readonly LoginGate? gate;
    private readonly VideoOptions options;
    private readonly TimeProvider time;

    private StreamProbe(string source, CameraLogin? login, LoginGate? gate, VideoOptions options, TimeProvider time)
    {
        this.source = source;
        this.login = login;
        this.gate = gate;
        this.options = options;
        this.time = time;
        Transport = gate is null ? "file" : "tcp";
    }

    /// <summary>How the pictures came: tcp, udp or file.</summary>
    public string Transport { get; private set; }

    /// <param name="address">rtsp:// or rtsps://, without the login.</param>
    /// <param name="gate">That of all who show logins in this process.</param>
    public static StreamProbe OfStream(string address, CameraLogin? login, LoginGate gate, VideoOptions options, TimeProvider time) =>
        new(address, login, gate, options, time);

    public static StreamProbe OfClip(string file, VideoOptions options, TimeProvider time) =>
        new("file:" + file, null, null, options, time);

    /// <summary>One whole picture as JPEG, at its own size. Waits up to 15 s for a key frame.</summary>
    /// <exception cref="StreamException">There is none.</exception>
    public async Task<byte[]> TakePictureAsync(CancellationToken cancellationToken)
    {
        var run = await AskAsync(
            options.Ffmpeg,
            ["-skip_frame", "nokey"],
            ["-map", "0:v:0", "-frames:v", "1", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2pipe", "pipe:1"],
            PictureLimit,
            cancellationToken);
        return run.Output.Length > 0
            ? run.Output
            : throw run.Failure ?? new StreamException(StreamFailure.Ended, "the stream ended before a picture came");
    }

    /// <summary>Codec, size, rate, B-frames, key frames and bit rate, over the 6 s that it watches.</summary>
    /// <exception cref="StreamException">Nothing could be measured.</exception>
    public async Task<StreamFigures> MeasureAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var run = await AskAsync(
            FfmpegInstallation.Ffprobe(options),
            ["-select_streams", "v:0", "-read_intervals", Measured, "-show_entries", StreamListing.Entries, "-of", "compact"],
            [],
            MeasureLimit,
            cancellationToken);
        var listing = Encoding.UTF8.GetString(run.Output);
        var ran = time.GetElapsedTime(began);
        if (gate is not null && ran < LeastMeasured && StreamListing.Length(listing) < LeastMeasured)
        {
            throw run.Failure ?? new StreamException(StreamFailure.Ended, $"after {ran.TotalSeconds:0} s");
        }

        return StreamListing.Read(listing)
            ?? throw run.Failure ?? new StreamException(StreamFailure.Stalled, "too few pictures came to measure anything");
    }

    private async Task<FfmpegRun> AskAsync(
        string program, string[] before, string[] after, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (gate is null)
        {
            return await RunAsync();
        }

        using var attempt = await StreamLogins.EnterAsync(gate, source, source, login, cancellationToken);
        var run = await RunAsync();
        if (Transport == "tcp" && run.Failure?.Reason == StreamFailure.TransportRefused)
        {
            Transport = "udp";
            run = await RunAsync();
        }

        if (run is { Output.Length: 0, Failure.Reason: StreamFailure.Garbage or StreamFailure.Stalled }
            && await RtspReachability.ProblemAsync(source, time, cancellationToken) is { } problem)
        {
            throw new StreamException(StreamFailure.Unreachable, problem);
        }

        if (run.Failure?.Reason == StreamFailure.LoginRefused)
        {
            attempt.Refused();
        }
        else if (run.Output.Length > 0)
        {
            attempt.Accepted();
        }

        return run;

        Task<FfmpegRun> RunAsync() =>
            FfmpegRun.ToEndAsync(program, [.. Arguments(before), .. after], Input(), limit, time, cancellationToken);
    }

    private string Input() => gate is null ? "" : RtspInput.Script(StreamAddress.WithLogin(source, login?.User, login?.Password), Transport, Silence);

    private IEnumerable<string> Arguments(string[] before) =>
        ["-hide_banner", "-loglevel", "warning", "-threads", "1", .. before, .. gate is null ? ["-i", source] : RtspInput.Arguments];
}

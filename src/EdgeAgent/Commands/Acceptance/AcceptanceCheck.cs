using EdgeAgent.Cameras;
using EdgeAgent.Configuration;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>
/// The test that an installer runs before leaving. It opens no database and sends under a name of its own, so a running
/// agent is not disturbed but for one more connection at each camera.
/// </summary>
public sealed class AcceptanceCheck
{
    private const int CamerasAtOnce = 4;

    private readonly AgentOptions options;
    private readonly LoginGate gate;
    private readonly IProgress<CheckText> progress;
    private readonly TimeProvider time;

    private AcceptanceCheck(AgentOptions options, LoginGate gate, IProgress<CheckText> progress, TimeProvider time)
    {
        this.options = options;
        this.gate = gate;
        this.progress = progress;
        this.time = time;
    }

    /// <param name="options">As read by <see cref="ConfigurationFile.Load"/>.</param>
    /// <param name="gate">What is known already of the cameras' logins.</param>
    /// <param name="progress">Told what is being looked at.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing else is thrown, for every failure is a line.</exception>
    public static Task<CheckReport> RunAsync(
        AgentOptions options, LoginGate gate, TimeProvider time, IProgress<CheckText> progress, CancellationToken cancellationToken) =>
        new AcceptanceCheck(options, gate, progress, time).RunAsync(cancellationToken);

    private async Task<CheckReport> RunAsync(CancellationToken cancellationToken)
    {
        progress.Report(CheckTexts.Summary("progress.box"));
        var broker = BrokerCheck.RunAsync(options.Uplink, BoxOf(options.Storage), time, cancellationToken);
        var page = PageCheck.RunAsync(options.StatusPage, options.Uplink.Site, cancellationToken);
        var ffmpeg = await FfmpegCheck.RunAsync(options.Video, time, cancellationToken);
        var models = ModelCheck.Run(options, time);
        var cameras = ffmpeg.Exists(line => line.Result == CheckResult.Fail) ? [] : await CamerasAsync(cancellationToken);
        CheckLine[] lines =
        [
            .. ConfigurationCheck.Run(options),
            .. ClockCheck.Run(time),
            .. DiskCheck.Run(options.Storage, options.Recording, cameras),
            .. ffmpeg,
            .. models,
            .. HeadCheck.Run(options.Cameras, options.Rules, options.Detection),
            .. cameras.SelectMany(camera => camera.Lines),
            .. await broker,
            .. await page,
            .. RuleCheck.Run(options),
        ];
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Rules.TimeZone);
        var uplink = options.Uplink;
        return new CheckReport(
            $"{uplink.City}/{uplink.County}/{uplink.Site}", Boot.AgentVersion, TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone), lines, cameras);
    }

    private static string? BoxOf(StorageOptions storage)
    {
        var key = Path.Combine(new EvidenceFolder(storage.Folder).Keys, SigningKey.PublicName);
        try
        {
            return File.Exists(key) ? PublicKey.Read(key).Fingerprint : "";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<CheckedCamera>> CamerasAsync(CancellationToken cancellationToken)
    {
        var cameras = new CheckedCamera[options.Cameras.Count];
        await Parallel.ForAsync(
            0,
            cameras.Length,
            new ParallelOptions { MaxDegreeOfParallelism = CamerasAtOnce, CancellationToken = cancellationToken },
            async (index, stop) =>
            {
                var camera = options.Cameras[index];
                progress.Report(CheckTexts.Summary("progress.camera", ("id", camera.Id), ("name", camera.Name), ("number", index + 1), ("count", cameras.Length)));
                cameras[index] = await CameraCheck.RunAsync(camera, gate, options.Video, time, stop);
            });
        return cameras;
    }
}

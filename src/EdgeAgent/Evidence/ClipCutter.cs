using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Evidence;

/// <summary>
/// Cuts each incident's clip out of the recording, from some seconds before its beginning to some after its end, when all of
/// it is recorded. It belongs to the evidence: retention of the recordings does not touch it.
/// </summary>
public sealed partial class ClipCutter(
    EvidenceStore store, SegmentIndex index, SpanExport spans, RecordingOptions options, DiskSpace disk, TimeProvider time, ILogger<ClipCutter> logger)
    : BackgroundService
{
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    // By then the segment that holds the end is written, or there will be none.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // What cannot be cut for so long is not worth keeping its recording from being given up.
    private static readonly TimeSpan LongestTrying = TimeSpan.FromHours(1);

    private string? problem;

    /// <summary>What the clip shows, or null while its end is not known.</summary>
    internal static (DateTimeOffset From, DateTimeOffset To)? SpanOf(Incident incident, RecordingOptions options, DateTimeOffset now)
    {
        var from = incident.Started.AddSeconds(-options.ClipSecondsBefore);
        var latest = from + Longest;
        var to = incident.Ended?.AddSeconds(options.ClipSecondsAfter);
        return to is { } ended ? (from, ended < latest ? ended : latest) : now >= latest ? (from, latest) : null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not cut yet is cut after the next start.
        }
    }

    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var incident in store.AwaitingClip())
            {
                await TryCutAsync(incident, cancellationToken);
            }

            problem = null;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            Tell(error.Message);
        }
    }

    /// <exception cref="DiskFullException">No clip can be kept now.</exception>
    /// <exception cref="IOException">The database does not answer.</exception>
    private async Task TryCutAsync(Incident incident, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (SpanOf(incident, options, now) is not var (from, to) || (!IsWritten(incident.Camera, to, now) && incident.Started < now + Patience))
        {
            return;
        }

        if (StreamOf(incident.Camera, from, to) is not { } stream)
        {
            LogNotRecorded(incident.Id);
            store.SetClip(incident, 0, null);
            return;
        }

        disk.DemandReserve();
        ExportedSpan cut;
        try
        {
            cut = await spans.WriteAsync(incident.Camera, stream, from, to, store.ClipPath(incident), _ => { }, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException || (IsPassing(error) && now > to + LongestTrying))
        {
            LogNone(incident.Id, error.Message);
            store.SetClip(incident, 0, null);
            return;
        }
        catch (Exception error) when (IsPassing(error))
        {
            // One that cannot be cut is no reason for the others to wait.
            Tell(error.Message);
            return;
        }

        store.SetClip(incident, cut.Bytes, cut.Sha256);
    }

    private static bool IsPassing(Exception error) => error is StreamException or IOException or UnauthorizedAccessException;

    private void Tell(string message)
    {
        if (problem != message)
        {
            problem = message;
            LogWaits(message);
        }
    }

    private bool IsWritten(string camera, DateTimeOffset to, DateTimeOffset now) =>
        now > to + Patience || index.Find(camera, StreamRole.Main, to, to.AddSeconds(1)).Count > 0;

    private StreamRole? StreamOf(string camera, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var stream in new[] { StreamRole.Main, StreamRole.Sub })
        {
            if (index.Find(camera, stream, from, to).Count > 0)
            {
                return stream;
            }
        }

        return null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Incident {Incident} has no clip: nothing is recorded of that time")]
    private partial void LogNotRecorded(string incident);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Incident {Incident} has no clip: {Problem}")]
    private partial void LogNone(string incident, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Clips are cut later: {Problem}")]
    private partial void LogWaits(string problem);
}

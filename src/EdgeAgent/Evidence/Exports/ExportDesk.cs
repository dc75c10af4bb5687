using System.Globalization;
using System.Threading.Channels;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Evidence.Exports;

/// <summary>Takes requests for files of the recordings and makes them one after another. Their number and size are bounded.</summary>
public sealed partial class ExportDesk : BackgroundService
{
    private readonly SpanExport spans;
    private readonly CoverageLedger coverage;
    private readonly ExportLimits limits;
    private readonly TimeProvider time;
    private readonly ILogger<ExportDesk> logger;
    private readonly ExportFolder folder;
    private readonly Lock access = new();
    private readonly SortedDictionary<string, Export> exports = new(StringComparer.Ordinal);
    private readonly Channel<string> waiting = Channel.CreateUnbounded<string>();
    private (string Id, CancellationTokenSource Stop)? running;

    /// <param name="folder">Of the finished files.</param>
    /// <param name="disk">Short of space where recordings may use no more of it.</param>
    public ExportDesk(
        string folder, SpanExport spans, CoverageLedger coverage, DiskSpace disk, TimeProvider time, ILogger<ExportDesk> logger)
    {
        this.spans = spans;
        this.coverage = coverage;
        limits = new ExportLimits(disk);
        this.time = time;
        this.logger = logger;
        this.folder = new ExportFolder(folder);
        foreach (var export in this.folder.Load())
        {
            exports[export.Id] = export;
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<Export> All
    {
        get
        {
            lock (access)
            {
                return [.. exports.Values.Reverse()];
            }
        }
    }

    /// <summary>The video of an export that is done.</summary>
    public string? FileOf(string id)
    {
        lock (access)
        {
            return exports.GetValueOrDefault(id) is { State: ExportState.Done } ? folder.VideoOf(id) : null;
        }
    }

    /// <summary>What tells about the video of an export that is done.</summary>
    public string? AboutOf(string id) => FileOf(id) is null ? null : folder.AboutOf(id);

    /// <exception cref="ExportRefusedException">It cannot be; the message says why and what to do.</exception>
    public Export Ask(ExportRequest request)
    {
        ExportLimits.Demand(request);
        var bytes = spans.Estimate(request.Camera, request.Stream, request.From, request.To);
        if (bytes == 0)
        {
            throw new ExportRefusedException("Nothing is recorded of that time.");
        }

        lock (access)
        {
            limits.DemandRoom(bytes, exports.Values);
            var export = new Export(NameOf(request), request, ExportState.Waiting, bytes);
            exports[export.Id] = export;
            waiting.Writer.TryWrite(export.Id);
            return export;
        }
    }

    /// <summary>Stops an export that is not over, and deletes one that is.</summary>
    /// <returns>False where there is none.</returns>
    /// <exception cref="IOException">It is still there.</exception>
    public bool Remove(string id)
    {
        lock (access)
        {
            if (!exports.TryGetValue(id, out var export))
            {
                return false;
            }

            if (export.IsOver)
            {
                folder.Delete(id);
                exports.Remove(id);
            }
            else if (running is { } now && now.Id == id)
            {
                now.Stop.Cancel();
            }
            else
            {
                exports[id] = export with { State = ExportState.Cancelled };
            }

            return true;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var id in waiting.Reader.ReadAllAsync(stoppingToken))
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                if (TryBegin(id, stop) is { } export)
                {
                    await MakeAsync(export, stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is unfinished is asked for again by who wants it.
        }
    }

    private Export? TryBegin(string id, CancellationTokenSource stop)
    {
        lock (access)
        {
            if (exports.GetValueOrDefault(id) is not { State: ExportState.Waiting } export)
            {
                return null;
            }

            running = (id, stop);
            return exports[id] = export with { State = ExportState.Running };
        }
    }

    private async Task MakeAsync(Export export, CancellationToken cancellationToken)
    {
        var (camera, stream, from, to) = export.Request;
        try
        {
            limits.DemandRoomStill(export);
            var made = await spans.WriteAsync(camera, stream, from, to, folder.VideoOf(export.Id), Progress, cancellationToken);
            var done = export with
            {
                State = ExportState.Done,
                Progress = 1,
                Result = new ExportResult(
                    made.Bytes,
                    made.Sha256,
                    [.. made.Parts.Select(part => new ExportPart(part.From, part.To))],
                    made.Missing.TotalSeconds,
                    coverage.TotalsOf(camera, from, to)),
            };
            folder.Save(done);
            End(done);
        }
        catch (OperationCanceledException)
        {
            End(export with { State = ExportState.Cancelled });
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException or StreamException)
        {
            LogFailed(export.Id, error.Message);
            End(export with { State = ExportState.Failed, Problem = error.Message });
        }

        void Progress(double progress)
        {
            lock (access)
            {
                exports[export.Id] = export with { Progress = progress };
            }
        }
    }

    private void End(Export export)
    {
        lock (access)
        {
            exports[export.Id] = export;
            running = null;
        }
    }

    private string NameOf(ExportRequest request)
    {
        var began = time.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{began:yyyyMMddHHmmssfff}-{request.Camera}-{request.From.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{(request.To - request.From).TotalSeconds:0}s");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Export {Export} failed: {Problem}")]
    private partial void LogFailed(string export, string problem);
}

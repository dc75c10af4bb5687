using System.Threading.Channels;
using EdgeAgent.Detection;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Puts what the pipelines report on disk: the pictures as files first, then the incident and its messages by way of
/// the journal. When the disk will not take them it tries again until it does, and the cameras' loops wait.
/// </summary>
/// <param name="faces">Blurs the faces on what goes to the centre; null where they may be seen.</param>
public sealed partial class EvidenceRecorder(
    EvidenceStore store,
    Outbox outbox,
    EvidenceJournal journal,
    DiskSpace disk,
    TimeProvider time,
    ILogger<EvidenceRecorder> logger,
    FaceBlur? faces = null) : BackgroundService
{
    private const int ThumbnailBytes = 48_000;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly Channel<IncidentReport> reports =
        Channel.CreateBounded<IncidentReport>(new BoundedChannelOptions(32) { SingleReader = true });

    public ChannelWriter<IncidentReport> Reports => reports.Writer;

    /// <summary>Why nothing can be written at present; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Told of each event that is on disk, at least once, on the recorder's own thread.</summary>
    public event Action<Incident>? Recorded;

    /// <summary>Puts one report on disk, or throws and leaves it to be tried again. An event that is there already is left alone.</summary>
    /// <param name="picture">JPEG of the moment; null where there is none.</param>
    internal void Record(Incident incident, byte[]? picture)
    {
        // Made here, because others wait while the journal writes.
        var thumbnail = picture is null ? null : Picture.Thumbnail(picture, ThumbnailBytes, faces);
        var isNews = true;
        journal.Write(RecordKind.Incident, () =>
        {
            var known = store.Find(incident.Id);
            isNews = known is null || known.Incident.Revision <= incident.Revision;
            return known is null || known.Incident.Revision < incident.Revision ? outbox.Number(Compose(incident, picture, thumbnail, known)) : null;
        });
        outbox.Notify();
        if (isNews)
        {
            LogRecorded(incident.Rule, incident.Event, incident.Camera, incident.Id);
            Recorded?.Invoke(incident);
        }
    }

    private IncidentRecord Compose(Incident incident, byte[]? picture, byte[]? thumbnail, IncidentRecord? known)
    {
        disk.DemandReserve();
        var record = new IncidentRecord(incident, known?.Picture, known?.Thumbnail);
        return picture is null || thumbnail is null ? record : record with
        {
            Picture = store.SavePicture(incident, "picture", picture),
            Thumbnail = store.SavePicture(incident, "thumbnail", thumbnail),
        };
    }

    /// <summary>Ends when the channel is complete and empty; when stopped while the disk takes nothing, it says what is lost.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var report in reports.Reader.ReadAllAsync(CancellationToken.None))
        {
            var picture = report.Picture is null ? null : await report.Picture;
            while (!TryRecord(report.Incident, picture))
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    throw new IOException($"stopped before {1 + reports.Reader.Count} incident events could be written: {Problem}");
                }

                await Task.Delay(Retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private bool TryRecord(Incident incident, byte[]? picture)
    {
        try
        {
            Record(incident, picture);
            Problem = null;
            return true;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            if (Problem != error.Message)
            {
                Problem = error.Message;
                LogNotWritten(error.Message);
            }

            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Rule} {Event} at {Camera}: {Id}")]
    private partial void LogRecorded(string rule, IncidentEvent @event, string camera, string id);

    [LoggerMessage(Level = LogLevel.Error, Message = "Evidence cannot be written, trying again: {Problem}")]
    private partial void LogNotWritten(string problem);
}

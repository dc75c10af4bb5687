using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Remote.Push;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Video;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;
using EdgeAgent.Video;
using EdgeAgent.Video.Push;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Remote.Push;

/// <summary>The two commands with all that they use, the camera "kitchen", and the recordings of a box.</summary>
internal sealed class PushScene : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly TimeProvider time;
    private readonly RecordingOptions options = new() { Schedule = RecordingSchedule.Never };
    private readonly Stores stores;
    private readonly Recordings recordings;
    private readonly StreamCommand stream;
    private readonly ClipCommand clip;
    private CameraRecording? recording;
    private RtspCamera? camera;

    /// <param name="listed">The servers that may be pushed to.</param>
    public PushScene(TimeProvider time, params string[] listed)
    {
        this.time = time;
        stores = new Stores(folder.Path, time);
        var steady = new SteadyTime(time);
        Index = new SegmentIndex(folder.File("recordings"), TimeZoneInfo.Utc);
        recordings = new Recordings(options, Reading.Options, TimeZoneInfo.Utc, Index, new DiskSpace("/", 0), steady, NullLogger<Recordings>.Instance);
        Board = new StatusBoard(steady);
        Pauses = new CameraPauses(stores.Database);
        Viewing = new RemoteViewing(stores.Database, Pauses, steady);
        var desk = new PushDesk(
            new MediaServers(listed), new MediaPush(new VideoOptions(), folder.Path, time), Viewing, Board, time, NullLogger<PushDesk>.Instance);
        stream = new StreamCommand(desk, recordings, time);
        clip = new ClipCommand(desk, stores.Evidence, Index, options, time);
    }

    public SegmentIndex Index { get; }

    public StatusBoard Board { get; }

    public CameraPauses Pauses { get; }

    public RemoteViewing Viewing { get; }

    public RtspCamera Camera => camera!;

    /// <summary>Whether anybody looks at the camera, this command included.</summary>
    public bool IsWatched => recordings.StreamsOf("kitchen").All.Any(stream => stream.Live.IsWatched);

    /// <summary>Puts a real camera there, whose streams are opened when somebody wants them.</summary>
    public async Task OpenCameraAsync()
    {
        camera = await RtspCamera.StartAsync(new Dictionary<string, string> { ["sub"] = await TestClips.SubAsync(), ["main"] = await TestClips.MainAsync() });
        recording = new CameraRecording("kitchen", OpenStreams(camera.Address("main"), camera.Address("sub")), time, NullLogger.Instance);
        recording.Start();
    }

    /// <summary>Puts a camera there whose streams nobody reads.</summary>
    public CameraStreams OpenStreams(Uri? main = null, Uri? sub = null)
    {
        var silent = new CameraOptions { Id = "kitchen", MainStream = $"{main ?? new Uri("rtsp://127.0.0.1/main")}", SubStream = $"{sub ?? new Uri("rtsp://127.0.0.1/sub")}" };
        return recordings.Open(
            "kitchen", Reading.Connection(silent, Logins.Gate(), StreamRole.Main), Reading.Connection(silent, Logins.Gate(), StreamRole.Sub));
    }

    /// <summary>An incident that is over, and its clip cut from the recording.</summary>
    public async Task<Incident> AddIncidentAsync(string id, DateTimeOffset started, DateTimeOffset ended, bool withClip)
    {
        var incident = new Incident(id, IncidentEvent.Closed, 1, "intrusion", "kitchen", "", Severity.Serious, started, ended, [], 0.9);
        stores.Keep(new IncidentRecord(incident, null, null));
        if (withClip)
        {
            var cut = await new SpanExport(Index, new VideoOptions(), TimeProvider.System).WriteAsync(
                "kitchen", StreamRole.Main, started, ended, stores.Evidence.ClipPath(incident), _ => { }, CancellationToken.None);
            stores.Evidence.SetClip(incident, cut.Bytes, cut.Sha256);
        }

        return incident;
    }

    /// <summary>As the desk hands a command on.</summary>
    public Task<CommandAnswer> StreamAsync(object args, CancellationToken cancellationToken = default) => AskAsync("stream", stream.AnswerAsync, args, cancellationToken);

    /// <summary>As the desk hands a command on.</summary>
    public Task<CommandAnswer> ClipAsync(object args, CancellationToken cancellationToken = default) => AskAsync("clip", clip.AnswerAsync, args, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (recording is not null)
        {
            await recording.DisposeAsync();
        }

        camera?.Dispose();
        stores.Dispose();
        folder.Dispose();
    }

    private async Task<CommandAnswer> AskAsync(string name, CommandHandler handler, object args, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var given = args is JsonElement element ? element : JsonSerializer.SerializeToElement(args, ContractJson.Options);
        try
        {
            return await handler(new CommandRequest(name, "r-1", now, now.AddMinutes(5), given), cancellationToken);
        }
        catch (CommandRefusedException refused)
        {
            return CommandAnswer.Refused(refused.Message);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A pipeline whose camera and detector do what the test says.</summary>
internal sealed class ScriptedCamera : IFrameSource, IDetector, IDisposable
{
    private readonly Channel<Func<Frame>> script = Channel.CreateUnbounded<Func<Frame>>();
    private readonly Channel<IncidentReport> reports = Channel.CreateUnbounded<IncidentReport>();
    private readonly TempFolder? ownFolder;
    private readonly AgentDatabase database;
    private readonly SteadyTime time;
    private readonly Vision vision;

    public ScriptedCamera(TimeProvider time, params RuleOptions[] rules)
        : this(time, null, rules)
    {
    }

    /// <param name="folder">What is kept over restarts; null for a folder of its own.</param>
    public ScriptedCamera(TimeProvider time, TempFolder? folder, params RuleOptions[] rules)
    {
        this.time = new SteadyTime(time);
        ownFolder = folder is null ? new TempFolder() : null;
        folder ??= ownFolder!;
        database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        Views = new ViewReferences(folder.File("views"));
        Control = new CameraControl(time);
        Board = new StatusBoard(this.time);
        var set = Scene.Rules(rules);
        var memory = new ViewMemory("kitchen", Views, time, NullLogger<ViewMemory>.Instance);
        vision = new Vision(this, set, new DetectionOptions(), new TrackingOptions(), looks: null, rejected: () => [], memory.Recall());
        Monitor = new CameraMonitor(Scene.Kitchen, Board, this.time);
        Orders = new CameraOrders(
            "kitchen", Control, new CameraPauses(database), vision, memory, Monitor, this.time, NullLogger<CameraOrders>.Instance);
        Recording = new CameraRecording("kitchen", CameraStreams.None, time, NullLogger.Instance);
        Trust = new ClockTrust(this.time, null, _ => true, () => false, () => null, NullLogger<ClockTrust>.Instance);
        var clock = new CaptureClock(this.time, Trust);
        Pipeline = new CameraPipeline(
            Scene.Kitchen,
            this,
            Recording,
            vision,
            new IncidentReporter(set, _ => null, new IncidentLedger("site", "kitchen", set), null, new IncidentSpans(default, default), reports.Writer, clock),
            Monitor, Orders, memory, new LiveView(), clock, this.time);
    }

    public CameraPipeline Pipeline { get; }

    public ClockTrust Trust { get; }

    public CameraRecording Recording { get; }

    public CameraMonitor Monitor { get; }

    public CameraOrders Orders { get; }

    public StatusBoard Board { get; }

    public CameraStatus Status => Board.Cameras.Single();

    public CameraControl Control { get; }

    public ViewReferences Views { get; }

    /// <summary>Whether something was reported that nobody has taken yet.</summary>
    public bool HasReported => reports.Reader.TryPeek(out _);

    /// <summary>When the source was opened.</summary>
    public List<DateTimeOffset> Openings { get; } = [];

    public bool IsOpen { get; private set; }

    /// <summary>What the detector finds.</summary>
    public IReadOnlyList<DetectedObject> Found { get; set; } = [];

    public long Dropped => 0;

    public CameraSupervisor Supervisor() => new(Pipeline, Monitor, endsWithClip: false, new Random(1), time);

    public Task<IncidentReport> NextReportAsync() => reports.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Send(DateTimeOffset at, double grey = 100) => script.Writer.TryWrite(() => Pictures.Plain(at, 64, grey));

    public void Send(Func<Frame> picture) => script.Writer.TryWrite(picture);

    public void Fail(StreamFailure reason, TimeSpan? retryAfter = null) =>
        script.Writer.TryWrite(() => throw new StreamException(reason, "because") { RetryAfter = retryAfter });

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Openings)
        {
            Openings.Add(time.GetUtcNow());
        }

        IsOpen = true;
        try
        {
            await foreach (var step in script.Reader.ReadAllAsync(cancellationToken))
            {
                yield return step();
            }
        }
        finally
        {
            IsOpen = false;
        }
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame) => Found;

    public void Dispose()
    {
        vision.Dispose();
        database.Dispose();
        ownFolder?.Dispose();
    }
}

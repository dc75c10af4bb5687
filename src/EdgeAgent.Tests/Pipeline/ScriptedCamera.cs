using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Uplink;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A pipeline whose camera and detector do what the test says.</summary>
internal sealed class ScriptedCamera : IFrameSource, IDetector, IDisposable
{
    private readonly Channel<Func<Frame>> script = Channel.CreateUnbounded<Func<Frame>>();
    private readonly Channel<IncidentReport> reports = Channel.CreateUnbounded<IncidentReport>();
    private readonly TimeProvider time;
    private readonly Vision vision;
    private readonly CameraMonitor monitor;

    public ScriptedCamera(TimeProvider time, params RuleOptions[] rules)
    {
        this.time = time;
        var set = Scene.Rules(rules);
        vision = new Vision(this, set, new DetectionOptions(), new TrackingOptions());
        monitor = new CameraMonitor(Scene.Kitchen, Board, time);
        Pipeline = new CameraPipeline(
            Scene.Kitchen, this, null, vision, set, new IncidentLedger("site", "kitchen", set), monitor, new LiveView(), reports.Writer, time);
    }

    public CameraPipeline Pipeline { get; }

    public StatusBoard Board { get; } = new();

    /// <summary>Whether something was reported that nobody has taken yet.</summary>
    public bool HasReported => reports.Reader.TryPeek(out _);

    /// <summary>When the source was opened.</summary>
    public List<DateTimeOffset> Openings { get; } = [];

    /// <summary>What the detector finds.</summary>
    public IReadOnlyList<DetectedObject> Found { get; set; } = [];

    public long Dropped => 0;

    public CameraSupervisor Supervisor() => new(
        "kitchen", Pipeline, monitor, endsWithClip: false,
        new RetrySchedule(new RetryOptions { FirstSeconds = 1, MaximumSeconds = 15 }, new Random(1)),
        NullLogger<CameraSupervisor>.Instance);

    public Task<IncidentReport> NextReportAsync() => reports.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public void Send(DateTimeOffset at, double grey = 100) => script.Writer.TryWrite(() => Pictures.Plain(at, 64, grey));

    public void Fail(StreamFailure reason) => script.Writer.TryWrite(() => throw new StreamException(reason, "because"));

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (Openings)
        {
            Openings.Add(time.GetUtcNow());
        }

        await foreach (var step in script.Reader.ReadAllAsync(cancellationToken))
        {
            yield return step();
        }
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame) => Found;

    public void Dispose() => vision.Dispose();
}

using System.Buffers;
using System.Threading.Channels;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Moments of one camera under a clock that is set, through rules, ledger, recorder and outbox.</summary>
internal sealed class JumpScene : IDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);

    private readonly Channel<IncidentReport> reports = Channel.CreateUnbounded<IncidentReport>();
    private readonly RecorderScene kept;
    private readonly SteadyTime steady;
    private readonly CaptureClock captures;
    private readonly IncidentReporter reporter;
    private readonly List<Incident> told = [];
    private long looked;

    public JumpScene(DateTimeOffset start, params RuleOptions[] rules)
    {
        Clock = new JumpingTime(start);
        steady = new SteadyTime(Clock);
        kept = new RecorderScene(Clock);
        Trust = new ClockTrust(steady, null, SystemClock.IsPlausible, () => IsSynchronised, () => null, NullLogger<ClockTrust>.Instance);
        captures = new CaptureClock(steady, Trust);
        var set = Scene.Rules(rules);
        reporter = new IncidentReporter(
            set, _ => null, new IncidentLedger("site", "kitchen", set, captures.NameOf), null, new IncidentSpans(default, default), reports.Writer, captures);
    }

    public JumpingTime Clock { get; }

    public ClockTrust Trust { get; }

    public Outbox Outbox => kept.Outbox;

    public bool IsSynchronised { get; set; }

    /// <summary>Everything told so far, as it was told.</summary>
    public IReadOnlyList<Incident> Told => told;

    /// <summary>Five moments a second; the trust in the clock is asked for once a second, as in the service.</summary>
    public async Task WatchAsync(double seconds, bool somebodyIsThere)
    {
        for (var left = TimeSpan.FromSeconds(seconds); left > TimeSpan.Zero; left -= Step)
        {
            Clock.Advance(Step);
            if (looked++ % 5 == 0)
            {
                Trust.IsSure();
            }

            var moment = new Moment(steady.GetUtcNow(), somebodyIsThere ? [Scene.Standing("person", new Point(0.5, 0.9))] : []) { ClockShift = captures.Shift };
            await reporter.JudgeAsync(moment, null, CancellationToken.None);
            Record();
        }
    }

    /// <summary>Takes up what an earlier run has left open.</summary>
    public async Task ResumeAsync(Incident open)
    {
        await reporter.ResumeAsync([captures.TakenUp(open)], CancellationToken.None);
        Record();
    }

    public async Task CloseAsync()
    {
        await reporter.CloseAsync(CancellationToken.None);
        Record();
    }

    /// <summary>The messages as they are sent, in order.</summary>
    public List<IncidentMessage> Sent()
    {
        var envelope = new Envelope(new UplinkOptions { City = "c", County = "c", Site = "site" }, kept.Store.FullPath);
        return [.. Outbox.Read(0, OutboxPlace.Thumbnails, int.MaxValue).Select(message => ContractJson.Read<IncidentMessage>(envelope.For(message, replayed: false).Payload.ToArray()))];
    }

    public void Dispose() => kept.Dispose();

    private void Record()
    {
        while (reports.Reader.TryRead(out var report))
        {
            told.Add(report.Incident);
            kept.Recorder.Record(report.Incident, null);
        }
    }
}

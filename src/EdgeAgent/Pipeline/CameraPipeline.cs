using System.Threading.Channels;
using EdgeAgent.Cameras;
using EdgeAgent.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// One camera's way from pictures to incidents, all in one loop. What is opened, updated or closed goes into a channel
/// that is never lossy: when the disk is slow the loop waits, and the source counts the pictures it drops meanwhile.
/// </summary>
internal sealed class CameraPipeline(
    CameraOptions camera,
    IFrameSource source,
    KeyFrames? keyFrames,
    Vision vision,
    RuleSet rules,
    IncidentLedger ledger,
    CameraMonitor monitor,
    LiveView liveView,
    ChannelWriter<IncidentReport> reports,
    TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // A shorter silence is a hiccup of the stream, in which whoever was there is taken to be there still.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(5);

    private long lastPicture = time.GetTimestamp();

    /// <summary>Takes up what was open when the agent stopped. Call once, before the first run.</summary>
    public ValueTask ResumeAsync(IEnumerable<Incident> open, CancellationToken cancellationToken) =>
        ReportAsync(ledger.Resume(IsLive ? open.Select(NotLaterThanNow) : open), null, cancellationToken);

    /// <summary>Watches until the source ends; a clip that has ended leaves nothing open.</summary>
    /// <exception cref="StreamException">The source failed.</exception>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        vision.ForgetPicture();
        var frames = source.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (frames)
        {
            while (await NextAsync(frames, cancellationToken))
            {
                using var frame = frames.Current;
                await LookAsync(frame, cancellationToken);
            }
        }

        await ReportAsync(ledger.Close(), null, cancellationToken);
    }

    /// <summary>Waits without pictures: the rules go on being asked, so that a lost camera is noticed.</summary>
    public async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var left = wait; left > TimeSpan.Zero; left -= Tick)
        {
            await Task.Delay(left < Tick ? left : Tick, time, cancellationToken);
            await MissAsync(cancellationToken);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<Frame> frames, CancellationToken cancellationToken)
    {
        var next = frames.MoveNextAsync();
        if (next.IsCompleted || !IsLive)
        {
            return await next;
        }

        var pending = next.AsTask();
        try
        {
            while (!await IsReadyWithinTickAsync(pending))
            {
                await MissAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The enumerator may be disposed only when it has answered; the same cancellation ends its wait.
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        return await pending;
    }

    private async Task<bool> IsReadyWithinTickAsync(Task pending)
    {
        using var ticking = new CancellationTokenSource();
        var isReady = await Task.WhenAny(pending, Task.Delay(Tick, time, ticking.Token)) == pending;
        await ticking.CancelAsync();
        return isReady;
    }

    // A clip has its own time, which does not go on while no picture comes.
    private bool IsLive => camera.Clip is null;

    private async ValueTask MissAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        monitor.Refresh(source.Dropped, vision.Inferences);
        if (IsLive && time.GetElapsedTime(lastPicture) > LostAfter)
        {
            if (keyFrames is not null)
            {
                await keyFrames.FollowAsync(somebodyInView: false);
            }

            var violations = rules.Evaluate(new Moment(now, [], IsLost: true));
            await ReportAsync(ledger.Fold(violations, now), null, cancellationToken);
        }
    }

    private async ValueTask LookAsync(Frame frame, CancellationToken cancellationToken)
    {
        lastPicture = time.GetTimestamp();
        var tracks = vision.Look(frame);
        if (keyFrames is not null)
        {
            await keyFrames.FollowAsync(tracks.Count > 0);
        }

        var violations = rules.Evaluate(new Moment(frame.CapturedAt, tracks));
        await ReportAsync(ledger.Fold(violations, frame.CapturedAt), frame, cancellationToken);
        monitor.Seen(frame.CapturedAt, tracks, source.Dropped, vision.Inferences);
        liveView.Show(camera.Id, frame, tracks);
    }

    private async ValueTask ReportAsync(IReadOnlyList<Incident> incidents, Frame? frame, CancellationToken cancellationToken)
    {
        foreach (var incident in incidents)
        {
            var picture = incident.Event == IncidentEvent.Opened && frame is not null ? TakePicture(incident, frame) : null;
            var report = new IncidentReport(incident, picture);

            // Where there is room an event is taken also while the agent stops.
            if (!reports.TryWrite(report))
            {
                await reports.WriteAsync(report, cancellationToken);
            }
        }
    }

    // The clock was put back while the agent was down: what lies ahead of it would look like going on until it is reached.
    private Incident NotLaterThanNow(Incident incident)
    {
        var now = time.GetUtcNow();
        return incident.LastSeen > now ? incident with { LastSeen = now } : incident;
    }

    private byte[] TakePicture(Incident incident, Frame frame)
    {
        using var sharp = keyFrames?.TakeNear(frame.CapturedAt);
        return Picture.Evidence(sharp ?? frame, incident.Boxes);
    }
}

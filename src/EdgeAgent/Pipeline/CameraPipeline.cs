using EdgeAgent.Cameras;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>One camera's way from pictures to incidents, all in one loop.</summary>
internal sealed class CameraPipeline(
    CameraOptions camera,
    IFrameSource source,
    CameraRecording recording,
    Vision vision,
    IncidentReporter reporter,
    CameraMonitor monitor,
    CameraOrders orders,
    ViewMemory memory,
    LiveView liveView,
    CaptureClock clock,
    SteadyTime time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // A shorter silence is a hiccup of the stream, in which whoever was there is taken to be there still.
    private static readonly TimeSpan LostAfter = TimeSpan.FromSeconds(5);

    private long lastPicture = time.GetTimestamp();

    public bool IsPaused => orders.Pause is not null;

    // A clip has its own time, which does not go on while no picture comes.
    private bool IsLive => camera.Clip is null;

    /// <summary>Takes up what was open when the agent stopped. Call once, before the first run.</summary>
    public ValueTask ResumeAsync(IEnumerable<Incident> open, CancellationToken cancellationToken) =>
        reporter.ResumeAsync([.. open.Select(clock.TakenUp)], cancellationToken);

    /// <summary>Watches, with the recording beside it, until the source ends or a pause begins; neither leaves an incident open.</summary>
    /// <exception cref="StreamException">The source failed.</exception>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        recording.Start();
        vision.ForgetPicture();
        await using var feed = new PictureFeed(source, IsLive ? Tick : null, time, cancellationToken);
        while (!IsPaused && await feed.NextAsync() is var next and not FeedEvent.End)
        {
            if (next == FeedEvent.Picture)
            {
                using var frame = feed.Current;
                await LookAsync(frame, cancellationToken);
            }
            else
            {
                await MissAsync(cancellationToken);
            }

            orders.Serve();
        }

        await reporter.CloseAsync(cancellationToken);
    }

    /// <summary>Waits without pictures, until a pause begins: the rules go on being asked, so that a lost camera is noticed.</summary>
    public async Task WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var left = wait; left > TimeSpan.Zero && !IsPaused; left -= Tick)
        {
            await Task.Delay(left < Tick ? left : Tick, time, cancellationToken);
            await MissAsync(cancellationToken);
            orders.Serve();
        }
    }

    /// <summary>While the camera is paused: waits for the end of it, with no stream and no incident open.</summary>
    public async Task SitOutPauseAsync(CancellationToken cancellationToken)
    {
        if (orders.Pause is not { } pause)
        {
            return;
        }

        monitor.Paused(pause);
        await recording.StopAsync();
        await reporter.CloseAsync(cancellationToken);
        while (IsPaused)
        {
            await Task.Delay(Tick, time, cancellationToken);
            orders.Serve();
        }

        lastPicture = time.GetTimestamp();
        monitor.Starting();
    }

    private async ValueTask MissAsync(CancellationToken cancellationToken)
    {
        monitor.Refresh(source.Dropped, vision.Inferences);
        if (IsLive && time.GetElapsedTime(lastPicture) > LostAfter)
        {
            await reporter.JudgeAsync(new Moment(time.GetUtcNow(), [], IsLost: true) { ClockShift = clock.Shift }, null, cancellationToken);
        }
    }

    private async ValueTask LookAsync(Frame frame, CancellationToken cancellationToken)
    {
        lastPicture = time.GetTimestamp();
        var moment = vision.Look(frame) with { ClockShift = clock.Shift };
        memory.Keep(() => vision.View);
        recording.Follow(moment.Tracks.Count > 0);
        var violations = await reporter.JudgeAsync(moment, frame, cancellationToken);
        monitor.Seen(moment, source.Dropped, vision.Inferences);
        liveView.Show(camera.Id, frame, new Judgement(camera.Zones, moment.Tracks, violations));
    }
}

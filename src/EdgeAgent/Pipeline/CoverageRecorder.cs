using EdgeAgent.Evidence;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Writes into the coverage ledger, each second, what each camera was doing. Watched means that pictures came and showed what
/// they should; a stream that stands still counts as down from its sixth second on, long before it is opened anew. Seconds
/// that this service itself slept through are filled in where they are few and the camera did the same before and behind;
/// otherwise nobody knows, and they stay down.
/// </summary>
internal sealed class CoverageRecorder(StatusBoard board, CoverageLedger ledger, ClockTrust clock, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Sight> sights = [];
    private DateTimeOffset? markedUpTo;
    private DateOnly? packedUpTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Second, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Tick();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    /// <summary>Marks the second just gone.</summary>
    internal void Tick()
    {
        var (now, counter) = (time.GetUtcNow(), time.GetTimestamp());
        var isSure = clock.IsSure();
        var end = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % Second.Ticks), TimeSpan.Zero);
        if (end == markedUpTo)
        {
            return;
        }

        var slept = end - markedUpTo is { } gap && gap > Second && gap <= LongestSleep ? gap : Second;
        foreach (var camera in board.Cameras)
        {
            var before = sights.GetValueOrDefault(camera.Id);
            var sight = Look(camera, before, counter, isSure);
            var from = end - (before?.State == sight.State ? slept : Second);
            ledger.Mark(camera.Id, from, end, sight.State);
            if (camera.Tracks.Count > 0 && sight.State != CoverageState.Down)
            {
                ledger.Add(camera.Id, from, end, CoverageMarks.Activity);
            }

            sights[camera.Id] = sight;
        }

        markedUpTo = end;
        if (isSure)
        {
            Pack(ledger.Days.DayOf(now));
        }
    }

    private Sight Look(CameraStatus camera, Sight? before, long counter, bool isSure)
    {
        var newest = before?.Frames == camera.Frames ? before.Newest : counter;
        var state = camera.State switch
        {
            CameraState.Paused => CoverageState.Paused,
            _ when !camera.HasPictures || time.GetElapsedTime(newest, counter) > Stalled => CoverageState.Down,
            not CameraState.Watching => CoverageState.Covered,
            _ => isSure ? CoverageState.Watched : CoverageState.ClockUnsure,
        };
        return new Sight(state, camera.Frames, newest);
    }

    private void Pack(DateOnly today)
    {
        if (packedUpTo != today)
        {
            ledger.PackUpTo(today);
            packedUpTo = today;
        }
    }

    /// <param name="Frames">Pictures worked on so far.</param>
    /// <param name="Newest">Timestamp at which the newest of them was seen.</param>
    private sealed record Sight(CoverageState State, long Frames, long Newest);
}

using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Lets retention look every few seconds, so that it reacts within 10 s to whatever fills the disk: first the recordings make
/// room, then the clips.
/// </summary>
public sealed partial class RetentionService(
    Recordings recordings, Retention retention, ClipRoom clips, Outbox outbox, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    // What was said last of each, so that it is said once.
    private readonly Dictionary<Action, string> told = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        Try(recordings.TakeUpOthers);
        try
        {
            do
            {
                recordings.Decide();
                Try(retention.Run);
                Try(MakeRoomForEvidence);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void MakeRoomForEvidence()
    {
        if (!retention.HasNothingLeft)
        {
            return;
        }

        var undelivered = new Lazy<HashSet<string>>(() => [.. outbox.UndeliveredIncidents()]);
        clips.Make(incident => undelivered.Value.Contains(incident.Id));
    }

    private void Try(Action action)
    {
        try
        {
            action();
            told.Remove(action);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            if (told.GetValueOrDefault(action) != error.Message)
            {
                LogFailed(error.Message);
            }

            told[action] = error.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No room is made on the disk at present: {Problem}")]
    private partial void LogFailed(string problem);
}

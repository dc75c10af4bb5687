using EdgeAgent.Recording;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>Lets retention look every few seconds, so that it reacts within 10 s to whatever fills the disk.</summary>
public sealed partial class RetentionService(
    Recordings recordings, Retention retention, TimeProvider time, ILogger<RetentionService> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private string? told;

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
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private void Try(Action action)
    {
        try
        {
            action();
            told = null;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            if (told != error.Message)
            {
                LogFailed(error.Message);
            }

            told = error.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "No recordings are given up at present: {Problem}")]
    private partial void LogFailed(string problem);
}

using EdgeAgent.Compliance;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Tells the centre the day's summary every 5 minutes and when the agent stops, and the final one of each day that is over.
/// A start tells those of the last 15 days again, because nobody knows what the centre has got of them, and because
/// recordings of those days may have been given up since.
/// </summary>
internal sealed partial class SummaryReporter(
    DaySummaries summaries, MqttPublisher publisher, TimeProvider time, ILogger<SummaryReporter> logger) : BackgroundService
{
    private const int DaysToldAgain = 15;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    // The last second of a day is noted shortly after it.
    private static readonly TimeSpan UntilNoted = TimeSpan.FromSeconds(10);

    private DateOnly? toldUpTo;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                Tell();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Tell(isLast: true);
        }
    }

    /// <summary>Tells the days that have become final, and today.</summary>
    /// <param name="isLast">Nothing more is noted.</param>
    internal void Tell(bool isLast = false)
    {
        var now = time.GetUtcNow();
        var today = summaries.Days.DayOf(now - UntilNoted);
        try
        {
            for (var day = NextFinal(today); day < today; day = day.AddDays(1))
            {
                publisher.SetSummary(SummaryMessage.From(summaries.Compose(day, now)));
                toldUpTo = day;
            }

            publisher.SetSummary(SummaryMessage.From(summaries.Compose(today, isLast ? now : now - UntilNoted)));
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            LogSkipped(error.Message);
        }
    }

    // A box that is new has nothing to say of the days before it. A clock that was put back leaves days told that are to come.
    private DateOnly NextFinal(DateOnly today)
    {
        var next = toldUpTo < today ? toldUpTo.Value.AddDays(1) : summaries.FirstDay ?? today;
        return next > today.AddDays(-DaysToldAgain) ? next : today.AddDays(-DaysToldAgain);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No summary this time: {Problem}")]
    private partial void LogSkipped(string problem);
}

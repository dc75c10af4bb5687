using EdgeAgent.Compliance;
using EdgeAgent.Evidence;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Tells the centre the day's summary every 5 minutes and when the agent stops, and the final one of each day that is over,
/// again where it changes: recordings of the last 15 days may be given up. A start tells those days once, because nobody knows
/// what the centre has got of them. Nothing is told while the clock cannot be believed: it would be told of another day.
/// </summary>
internal sealed partial class SummaryReporter(
    DaySummaries summaries, CoverageRecords records, EvidenceJournal journal, MqttPublisher publisher, ClockTrust clock, TimeProvider time, ILogger<SummaryReporter> logger) : BackgroundService
{
    private const int DaysToldAgain = 15;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    // The last second of a day is noted shortly after it.
    private static readonly TimeSpan UntilNoted = TimeSpan.FromSeconds(10);

    // An incident opens only after its rule's hold time, and is then of the day in which it began.
    private static readonly TimeSpan UntilFinal = TimeSpan.FromMinutes(10);

    private readonly Lock telling = new();
    private readonly Dictionary<DateOnly, string> told = [];

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

    /// <summary>Tells today and the last days again, whatever was told before; on any thread.</summary>
    public void TellAllAgain()
    {
        lock (telling)
        {
            told.Clear();
            Tell();
        }
    }

    /// <summary>Tells today, and of the last days those that are final and not told as they are now.</summary>
    /// <param name="isLast">Nothing more is noted.</param>
    internal void Tell(bool isLast = false)
    {
        lock (telling)
        {
            TellNew(isLast);
        }
    }

    private void TellNew(bool isLast)
    {
        var now = time.GetUtcNow();
        if (!clock.IsSureNow)
        {
            return;
        }

        var noted = isLast ? now : now - UntilNoted;
        var today = summaries.Days.DayOf(noted);
        try
        {
            var first = FirstOf(today);
            foreach (var old in told.Keys.Where(day => day < first).ToList())
            {
                told.Remove(old);
            }

            for (var day = first; day < summaries.Days.DayOf(now - UntilFinal); day = day.AddDays(1))
            {
                TellFinal(SummaryMessage.From(summaries.Compose(day, now)));
            }

            Tell(SummaryMessage.From(summaries.Compose(today, noted)) with { Evidence = EvidenceHead.Of(journal.Head) });
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            LogSkipped(error.Message);
        }
    }

    private void TellFinal(SummaryMessage summary)
    {
        if (!IsNew(summary))
        {
            return;
        }

        try
        {
            publisher.SetSummary(summary with { Evidence = EvidenceHead.Of(records.Write(summary.Day)) });
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            // The day is told without its record, and with it as soon as the disk takes that.
            told.Remove(summary.Day);
            publisher.SetSummary(summary);
            LogNotRecorded(summary.Day, error.Message);
        }
    }

    private void Tell(SummaryMessage summary)
    {
        if (IsNew(summary))
        {
            publisher.SetSummary(summary);
        }
    }

    private bool IsNew(SummaryMessage summary)
    {
        var text = ContractJson.Write(summary);
        var isNew = told.GetValueOrDefault(summary.Day) != text;
        told[summary.Day] = text;
        return isNew;
    }

    // A box that is new has nothing to say of the days before it.
    private DateOnly FirstOf(DateOnly today)
    {
        var first = today.AddDays(-DaysToldAgain);
        return summaries.FirstDay is not { } known ? today : known > first ? known : first;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the cameras did on {Day} is not in the chain of evidence yet: {Problem}")]
    private partial void LogNotRecorded(DateOnly day, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No summary this time: {Problem}")]
    private partial void LogSkipped(string problem);
}

namespace EdgeAgent.Recording;

/// <summary>Counts what was given up before its days were over, and says so: at once, and then once an hour while it goes on.</summary>
internal sealed partial class EarlyLosses(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan BetweenWords = TimeSpan.FromHours(1);

    private readonly Dictionary<string, TimeSpan> total = [];
    private TimeSpan untold;
    private long untoldBytes;
    private long? told;

    public IReadOnlyDictionary<string, TimeSpan> Total => new Dictionary<string, TimeSpan>(total);

    /// <summary>Why something that should be given up is still there; null while all is well.</summary>
    public string? Problem { get; private set; }

    public void Add(RetentionSweep sweep)
    {
        foreach (var (camera, from, to) in sweep.Early)
        {
            total[camera] = total.GetValueOrDefault(camera) + (to - from);
            untold += to - from;
        }

        untoldBytes += sweep.EarlyBytes;
        if (untold > TimeSpan.Zero && (told is not { } last || time.GetElapsedTime(last) >= BetweenWords))
        {
            LogGivenUp(untold.TotalMinutes, untoldBytes / 1_000_000);
            (untold, untoldBytes, told) = (TimeSpan.Zero, 0, time.GetTimestamp());
        }

        if (sweep.OldSegments > 0)
        {
            LogOld(sweep.OldSegments);
        }

        if (sweep.Problem is { } problem && problem != Problem)
        {
            LogProblem(problem);
        }

        Problem = sweep.Problem;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk does not hold all recordings for their days: {Minutes:0} min of them ({Megabytes} MB) were given up early")]
    private partial void LogGivenUp(double minutes, long megabytes);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{Segments} segments have had their days and were deleted")]
    private partial void LogOld(int segments);

    [LoggerMessage(Level = LogLevel.Error, Message = "Recordings cannot be deleted: {Problem}")]
    private partial void LogProblem(string problem);
}

using EdgeAgent.Storage;

namespace EdgeAgent.Recording;

/// <summary>
/// Gives recordings up: what is older than its days, what a camera has beyond its space, and as much as it takes where the
/// disk runs short, whoever fills it. First what shows no incident, oldest first; then what belongs to incidents that are
/// delivered; never what belongs to one that is not. For one caller at a time.
/// </summary>
/// <param name="isClockSure">Nothing is too old by a clock that cannot be believed: it may be years ahead.</param>
public sealed partial class Retention(
    RecordingOptions options,
    SegmentIndex index,
    DiskSpace disk,
    Func<DateTimeOffset, IReadOnlyList<IncidentTime>> incidentsSince,
    Func<bool> isClockSure,
    TimeProvider time,
    ILogger<Retention> logger)
{
    // No clock that is right is as far behind.
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private static readonly TimeSpan BetweenLooksAtAge = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterTooLittle = TimeSpan.FromSeconds(30);

    // Eight cameras write some 20 MB between two looks; they are not to stop for want of room.
    private const long LeastMargin = 20_000_000;

    private readonly EarlyLosses losses = new(time, logger);
    private long? lookedAtAge;
    private long? foundTooLittle;

    /// <summary>Raised for each span that goes before its days are over.</summary>
    public event Action<GivenUp> GivenUpEarly = _ => { };

    /// <summary>As <see cref="LongestDoubt"/> says: what is younger may turn out to belong to an incident.</summary>
    public TimeSpan Doubt { get; init; } = LongestDoubt.Least;

    /// <summary>As of the last run.</summary>
    public RetentionStatus Status { get; private set; } = RetentionStatus.None;

    /// <summary>Whether the recordings can make no more room, as of the last run.</summary>
    public bool HasNothingLeft => Status.Oldest is null || foundTooLittle is not null;

    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public void Run()
    {
        if (!Directory.Exists(index.Folder))
        {
            return;
        }

        var figures = index.Cameras().ToDictionary(camera => camera, index.FiguresOf);
        var oldest = figures.Values.Min(camera => camera.Oldest);
        if (oldest is { } since && IsDue(figures, since))
        {
            Run(figures, since);
            figures = index.Cameras().ToDictionary(camera => camera, index.FiguresOf);
        }

        Status = new RetentionStatus(figures, losses.Total, losses.Problem);
    }

    private DateTimeOffset Limit => time.GetUtcNow().AddDays(-options.Days);

    private long Margin => Math.Max(disk.ReserveBytes / 10, LeastMargin);

    private long CameraLimit => options.GigabytesPerCamera is { } gigabytes ? (long)(gigabytes * 1e9) : long.MaxValue;

    private bool IsDue(Dictionary<string, RecordedFigures> figures, DateTimeOffset oldest)
    {
        var isShort = disk.FreeBytes < disk.ReserveBytes + Margin || figures.Values.Any(camera => camera.Bytes > CameraLimit);
        return (oldest < Limit && isClockSure() && IsOver(lookedAtAge, BetweenLooksAtAge)) || (isShort && IsOver(foundTooLittle, AfterTooLittle));
    }

    private bool IsOver(long? since, TimeSpan wait) => since is not { } began || time.GetElapsedTime(began) >= wait;

    private void Run(Dictionary<string, RecordedFigures> figures, DateTimeOffset oldest)
    {
        var now = time.GetUtcNow();
        var sweep = new RetentionSweep(
            index, new IncidentCalendar(incidentsSince(oldest)), Limit, now - Doubt, isClockSure() ? now + Ahead : DateTimeOffset.MaxValue);
        lookedAtAge = time.GetTimestamp();
        foreach (var camera in figures.Keys.Where(_ => isClockSure()))
        {
            sweep.GiveUpOld(camera);
        }

        var isEnough = true;
        foreach (var camera in figures.Keys.Where(camera => figures[camera].Bytes > CameraLimit))
        {
            isEnough &= sweep.TryGiveUp([camera], index.FiguresOf(camera).Bytes - (CameraLimit / 50 * 49));
        }

        var lacking = disk.ReserveBytes + Margin - disk.FreeBytes;
        isEnough &= lacking <= 0 || sweep.TryGiveUp([.. figures.Keys], lacking + Margin);
        foundTooLittle = isEnough ? null : time.GetTimestamp();
        losses.Add(sweep);
        foreach (var span in sweep.Early)
        {
            GivenUpEarly(span);
        }
    }
}

/// <summary>A span of a camera's recording that was given up.</summary>
public sealed record GivenUp(string Camera, DateTimeOffset From, DateTimeOffset To);

/// <summary>What is recorded, and what did not stay for its days.</summary>
/// <param name="Cameras">By id, also those no longer configured.</param>
/// <param name="GivenUpEarly">How much was given up before its days were over, by camera, since the start.</param>
/// <param name="Problem">Why something that should be given up is still there; null while all is well.</param>
public sealed record RetentionStatus(
    IReadOnlyDictionary<string, RecordedFigures> Cameras, IReadOnlyDictionary<string, TimeSpan> GivenUpEarly, string? Problem)
{
    public static readonly RetentionStatus None = new(new Dictionary<string, RecordedFigures>(), new Dictionary<string, TimeSpan>(), null);

    public long Bytes => Cameras.Values.Sum(camera => camera.Bytes);

    public DateTimeOffset? Oldest => Cameras.Values.Min(camera => camera.Oldest);
}

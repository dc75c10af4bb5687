using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Recording;

/// <summary>
/// Writes one stream's fragments into segments, each begun at a key frame. For the thread that reads the stream, which a slow
/// disk holds up; the pictures that are watched come another way. Where the disk has no room or fails, the stream goes on
/// unrecorded until it can.
/// </summary>
internal sealed partial class SegmentWriter(
    string camera,
    StreamRole role,
    SegmentIndex index,
    UndecidedSegments undecided,
    DiskSpace disk,
    ILogger logger)
{
    /// <summary>A segment ends at the first key frame after so long: 4 to 10 s where key frames are up to 5 s apart.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    /// <summary>A segment ends here though no key frame comes; what follows up to one cannot be played and is lost.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private const long BytesBetweenLooksAtRoom = 4_000_000;
    private const string NoRoom = "no room left beside what must stay free (recording.reserveMegabytes)";

    private readonly PartialSegments partials = new(index, logger);
    private bool mayHaveLeft;
    private SegmentFile? file;
    private TimeSpan begins;
    private long unlooked;
    private Fragment last;

    public bool Records => undecided.Plan.Records;

    /// <summary>Why nothing is recorded at present; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether what is lacking is room on the disk.</summary>
    public bool LacksRoom { get; private set; }

    /// <summary>How much came that should have been recorded and was not, since the start.</summary>
    public TimeSpan Lost { get; private set; }

    public void Take(in Fragment fragment)
    {
        try
        {
            if (fragment.Times.IsKey && (file is null || fragment.Times.Start - begins >= Least))
            {
                Complete(fragment);
                Begin(fragment);
            }
            else if (fragment.Times.Start - begins >= Longest)
            {
                Complete(fragment);
            }
            else if (file is not null && LacksRoomFor(fragment))
            {
                Complete(fragment);
                Fail(NoRoom, isFull: true);
            }

            file?.Write(fragment.Bytes.Span);
            last = fragment with { Bytes = default };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(error.Message, IsFull(error));
        }

        if (file is null && undecided.Plan.Records)
        {
            Lost += fragment.Times.Duration;
        }
    }

    /// <summary>The stream has ended.</summary>
    public void End()
    {
        try
        {
            if (file is not null)
            {
                Complete(last with { Start = last.Start + last.Times.Duration, Times = last.Times with { DecodeTicks = last.Times.DecodeTicks + last.Times.DurationTicks } });
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(error.Message, IsFull(error));
        }
    }

    private void Begin(in Fragment fragment)
    {
        if (!undecided.Plan.Records)
        {
            return;
        }

        Directory.CreateDirectory(index.Folder);
        if (disk.IsShort)
        {
            Fail(NoRoom, isFull: true);
            return;
        }

        if (mayHaveLeft)
        {
            partials.TakeUpLast(camera).ForEach(undecided.Add);
            mayHaveLeft = false;
        }

        file = new SegmentFile(index, camera, role, fragment.Head, fragment.Start);
        begins = fragment.Times.Start;
        unlooked = 0;
        if (Problem is not null)
        {
            LogGoesOn(camera);
            Problem = null;
            LacksRoom = false;
        }
    }

    // Without key frames a segment is long, and a foreign file may grow meanwhile.
    private bool LacksRoomFor(in Fragment fragment)
    {
        unlooked += fragment.Bytes.Length;
        if (unlooked < BytesBetweenLooksAtRoom)
        {
            return false;
        }

        unlooked = 0;
        return disk.IsShort;
    }

    /// <param name="next">What follows on the segment. Its place on the clock is better known than that of the segment's own beginning was.</param>
    private void Complete(in Fragment next)
    {
        if (file is not { } whole)
        {
            return;
        }

        var duration = next.Times.Start - begins;
        undecided.Add(whole.Complete(next.Start - duration, duration));
        file = null;
        undecided.Decide();
    }

    private static bool IsFull(Exception error) => (error.HResult & 0xFFFF) is 28 or 112; // ENOSPC, ERROR_DISK_FULL

    private void Fail(string problem, bool isFull)
    {
        mayHaveLeft |= file is not null;
        file?.Dispose();
        file = null;
        LacksRoom = isFull;
        if (Problem != problem)
        {
            Problem = problem;
            LogNotRecorded(camera, problem);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Camera {Camera} is not recorded: {Problem}")]
    private partial void LogNotRecorded(string camera, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera} is recorded again")]
    private partial void LogGoesOn(string camera);
}

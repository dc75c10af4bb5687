using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Recording;

/// <summary>
/// Writes one stream's fragments into segments, each begun at a key frame. For the thread that reads the stream: a slow disk
/// holds up that stream and no other. Where the disk has no room or fails, the stream goes on unrecorded until it can.
/// </summary>
internal sealed partial class SegmentWriter(
    string camera,
    StreamRole role,
    SegmentIndex index,
    RecordingPlan plan,
    DiskSpace disk,
    TimeProvider time,
    Action<Segment> kept,
    ILogger logger)
{
    /// <summary>A segment ends at the first key frame after so long: 4 to 10 s where key frames are up to 5 s apart.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    private readonly List<Segment> doubtful = [];
    private SegmentFile? file;
    private TimeSpan begins;
    private Fragment last;

    public bool Records => plan.Records;

    /// <summary>Why nothing is recorded at present; null while all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>How much came that should have been recorded and was not, since the start.</summary>
    public TimeSpan Lost { get; private set; }

    /// <summary>Takes up what a kill, a power cut or a full disk has left unfinished. Not while a segment is written.</summary>
    public void Recover()
    {
        foreach (var segment in SegmentFile.Recover(index, camera, role))
        {
            index.Add(camera, segment);
            kept(segment);
        }
    }

    public void Take(in Fragment fragment)
    {
        try
        {
            if (fragment.Times.IsKey && (file is null || fragment.Times.Start - begins >= Least))
            {
                Complete(fragment);
                Begin(fragment);
            }

            file?.Write(fragment.Bytes.Span);
            last = fragment with { Bytes = default };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Fail(error.Message);
        }

        if (file is null && plan.Records)
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
            Fail(error.Message);
        }
    }

    private void Begin(in Fragment fragment)
    {
        if (!plan.Records)
        {
            return;
        }

        Directory.CreateDirectory(index.Folder);
        if (disk.IsShort)
        {
            Fail("no room left beside what must stay free (recording.reserveMegabytes)");
            return;
        }

        if (Problem is not null)
        {
            Recover();
            LogGoesOn(camera);
            Problem = null;
        }

        file = new SegmentFile(index, camera, role, fragment.Head, fragment.Start);
        begins = fragment.Times.Start;
    }

    /// <param name="next">What follows on the segment. Its place on the clock is better known than that of the segment's own beginning was.</param>
    private void Complete(in Fragment next)
    {
        if (file is not { } whole)
        {
            return;
        }

        file = null;
        var duration = next.Times.Start - begins;
        var segment = whole.Complete(next.Start - duration, duration);
        index.Add(camera, segment);
        doubtful.Add(segment);
        Decide();
    }

    private void Decide()
    {
        var now = time.GetUtcNow();
        foreach (var segment in doubtful.ToList())
        {
            if (plan.Keeps(segment.Start, segment.End, now) is not { } isKept)
            {
                continue;
            }

            doubtful.Remove(segment);
            if (isKept)
            {
                kept(segment);
            }
            else
            {
                index.Remove(camera, segment);
            }
        }
    }

    private void Fail(string problem)
    {
        file?.Dispose();
        file = null;
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

using EdgeAgent.Cameras;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Storage;
using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>
/// One connection to one stream that serves all who want it: its packets are copied, never re-encoded, to the recording
/// and to those who look.
/// </summary>
public sealed class StreamRecorder
{
    // Short, so that a viewer sees what happens soon; the muxer hands a fragment over when the next one begins.
    private const string FragmentMicroseconds = "200000";

    // A camera may set its clock by hours while pictures flow on, or give a picture no time: a step of more than 10 s, or
    // back, or unknown, is taken for one picture's time.
    private const string Step = @"if(lte(abs(DTS-PREV_INDTS)*TB\,10)*gt(DTS\,PREV_INDTS)\,DTS-PREV_INDTS\,0.04/TB)";
    private const string DecodeTime = $@"if(N\,PREV_OUTDTS+{Step}\,if(eq(DTS\,NOPTS)\,0\,DTS))";

    // At such a step one of the two may be ahead of the other by hours, which the muxer refuses.
    private const string ShowTime = $@"{DecodeTime}+if(between(PTS-DTS\,0\,10/TB)\,PTS-DTS\,0)";

    // The sound's own time would follow the camera's clock over the same jumps.
    private const string SoundTime = "asetpts=N/SR/TB";

    // Whether the stream is still wanted is asked that often, in its own time: to wake somebody for each fragment costs more than the fragment.
    private static readonly TimeSpan BetweenSigns = TimeSpan.FromSeconds(0.5);

    private readonly RtspConnection connection;
    private readonly SegmentWriter writer;
    private readonly VideoOptions video;
    private readonly bool sound;
    private readonly SteadyTime time;
    private readonly OutputPump<FragmentTimes> pump;
    private volatile string? failure;

    internal StreamRecorder(RtspConnection connection, SegmentWriter writer, VideoOptions video, bool sound, SteadyTime time)
    {
        this.connection = connection;
        this.writer = writer;
        this.video = video;
        this.sound = sound;
        this.time = time;
        pump = new OutputPump<FragmentTimes>(1, newestWins: true, TimeSpan.FromSeconds(video.StallSeconds), time);
    }

    public StreamRole Role => connection.Role;

    /// <summary>The newest of the stream.</summary>
    public LiveStream Live { get; } = new();

    /// <summary>Whether the stream was H.265 when it was open last.</summary>
    public bool IsH265 { get; private set; }

    public RecordingActivity Activity =>
        !Records ? RecordingActivity.Off
        : Live.Head is null ? failure is null ? RecordingActivity.Connecting : RecordingActivity.NoStream
        : writer.Problem is null ? RecordingActivity.Recording
        : writer.LacksRoom ? RecordingActivity.DiskFull
        : RecordingActivity.DiskFails;

    /// <summary>Why it is not recorded, for technicians; null while it is.</summary>
    public string? WhyNot => Live.Head is null ? failure : writer.Problem;

    /// <summary>How much came that should have been recorded and was not, since the start.</summary>
    public TimeSpan Lost => writer.Lost;

    /// <summary>Whether it is to be recorded, at some time or always.</summary>
    internal bool Records => writer.Records;

    /// <summary>Takes the stream for as long as it is wanted.</summary>
    /// <exception cref="StreamException">It failed; the reason is typed.</exception>
    internal async Task RunOnceAsync(Func<bool> isWanted, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in OpenAsync(cancellationToken))
            {
                failure = null;
                if (!isWanted())
                {
                    return;
                }
            }
        }
        catch (StreamException error)
        {
            failure = error.Message;
            throw;
        }
    }

    private IAsyncEnumerable<FragmentTimes> OpenAsync(CancellationToken cancellationToken) => connection.ReadAsync(
        input => pump.RunAsync(video.Ffmpeg, Arguments(), input, Read, cancellationToken),
        sound ? ["allowed_media_types video+audio"] : [],
        cancellationToken);

    private IEnumerable<FragmentTimes> Read(Stream output)
    {
        var reader = new FragmentReader(output);
        if (reader.ReadHead() is not { } head)
        {
            yield break;
        }

        IsH265 = head.IsH265;
        Live.Begin(head);
        TimeSpan? told = null;
        try
        {
            while (reader.ReadStart(head) is { } start)
            {
                var bytes = Live.RoomFor(start);
                if (!reader.TryReadRest(start, bytes.Span[start.Bytes.Length..]))
                {
                    yield break;
                }

                var takenAt = Live.Add(start, bytes, time.GetUtcNow());
                writer.Take(new Fragment(head, bytes, start.Times, time.OnClock(takenAt)));
                if (told is null || start.Times.Start - told >= BetweenSigns)
                {
                    told = start.Times.Start;
                    yield return start.Times;
                }
            }
        }
        finally
        {
            Live.End();
            writer.End();
        }
    }

    private List<string> Arguments() =>
    [
        "-hide_banner", "-loglevel", "warning", .. RtspInput.Arguments,
        "-map", "0:v:0", "-c:v", "copy", "-bsf:v", $"setts=dts='{DecodeTime}':pts='{ShowTime}'",
        .. sound ? (string[])["-map", "0:a:0?", "-af", SoundTime, "-c:a", "aac", "-ac", "1", "-b:a", "48k"] : ["-an"],
        "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", FragmentMicroseconds, "-f", "mp4", "pipe:1",
    ];
}

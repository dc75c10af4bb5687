using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>Recordings as the recorder writes them, made of a clip.</summary>
internal static class RecordedFootage
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);

    /// <summary>Records a run without a gap: the clip again and again.</summary>
    public static async Task<IReadOnlyList<Segment>> RecordAsync(
        SegmentIndex index, string camera, StreamRole role, string clip, DateTimeOffset start, int seconds)
    {
        using var folder = new TempFolder();
        await using var fragments = File.OpenRead(await FragmentsAsync(folder, clip, seconds));
        var reader = new FragmentReader(fragments);
        var head = reader.ReadHead()!;
        var segments = new List<Segment>();
        SegmentFile? file = null;
        var (begins, end) = (TimeSpan.Zero, TimeSpan.Zero);
        while (Next(reader, head) is { } fragment)
        {
            if (file is null || (fragment.Times.IsKey && fragment.Times.Start - begins >= Least))
            {
                Complete();
                begins = fragment.Times.Start;
                file = new SegmentFile(index, camera, role, head, start + begins);
            }

            file!.Write(fragment.Bytes);
            end = fragment.Times.Start + fragment.Times.Duration;
        }

        Complete();
        return segments;

        void Complete()
        {
            if (file?.Complete(start + begins, end - begins) is { } segment)
            {
                segments.Add(segment);
            }
        }
    }

    /// <summary>Sends the clip's fragments to those who look, all at once.</summary>
    public static async Task SendAsync(LiveStream live, string clip, int seconds, DateTimeOffset now)
    {
        using var folder = new TempFolder();
        await using var fragments = File.OpenRead(await FragmentsAsync(folder, clip, seconds));
        var reader = new FragmentReader(fragments);
        var head = reader.ReadHead()!;
        live.Begin(head);
        while (reader.ReadStart(head) is { } start)
        {
            var bytes = live.RoomFor(start);
            Assert.That(reader.TryReadRest(start, bytes.Span[start.Bytes.Length..]));
            live.Add(start, bytes, now + start.Times.Start);
        }
    }

    private static (byte[] Bytes, FragmentTimes Times)? Next(FragmentReader reader, StreamHead head)
    {
        if (reader.ReadStart(head) is not { } start)
        {
            return null;
        }

        var bytes = new byte[start.Bytes.Length + start.RestBytes];
        start.Bytes.CopyTo(bytes);
        Assert.That(reader.TryReadRest(start, bytes.AsSpan(start.Bytes.Length)));
        return (bytes, start.Times);
    }

    private static async Task<string> FragmentsAsync(TempFolder folder, string clip, int seconds)
    {
        var path = folder.File("fragments.mp4");
        using var run = await ChildProcess.RunAsync(
            "ffmpeg", "-v", "error", "-stream_loop", "-1", "-i", clip, "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c", "copy", "-an",
            "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "200000", "-f", "mp4", path);
        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        return path;
    }
}

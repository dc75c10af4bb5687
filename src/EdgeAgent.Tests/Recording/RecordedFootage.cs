using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Recording;

/// <summary>Recordings on disk as the recorder writes them, made of a clip and without a camera.</summary>
internal static class RecordedFootage
{
    /// <summary>Writes one unbroken recording that begins at the moment.</summary>
    /// <param name="clip">By default H.264, 1920x1080 at 25 pictures a second with a key frame every 2 s.</param>
    /// <returns>Its segments, in order.</returns>
    public static async Task<IReadOnlyList<Segment>> WriteAsync(
        SegmentIndex index, string camera, DateTimeOffset start, double seconds, StreamRole stream = StreamRole.Main, string? clip = null)
    {
        var segments = new List<Segment>();
        var writer = new SegmentWriter(
            camera,
            stream,
            index,
            new UndecidedSegments(
                camera,
                index,
                new RecordingPlan(new RecordingOptions(), TimeZoneInfo.Utc, new IncidentSpans(default, default), LongestDoubt.Least),
                new FakeTimeProvider(start),
                segments.Add),
            new DiskSpace("/", 0),
            NullLogger.Instance);
        var footage = await FragmentedClip.OfAsync(clip ?? await TestClips.MainAsync(), seconds);
        foreach (var (bytes, times) in footage.Fragments)
        {
            writer.Take(new Fragment(footage.Head, bytes, times, start + times.Start));
        }

        writer.End();
        return segments;
    }
}

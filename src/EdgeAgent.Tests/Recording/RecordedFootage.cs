using System.Diagnostics;
using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Recording;

/// <summary>Recordings on disk as the recorder writes them, made of a clip and without a camera.</summary>
internal static class RecordedFootage
{
    private static readonly string[] Fragmented =
        ["-c", "copy", "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "200000", "-f", "mp4"];

    /// <summary>Writes one unbroken recording that begins at the moment.</summary>
    /// <param name="seconds">At most; it ends at a fragment's end.</param>
    public static async Task WriteAsync(
        SegmentIndex index, string camera, DateTimeOffset start, double seconds, StreamRole stream = StreamRole.Main, string? clip = null)
    {
        using var folder = new TempFolder();
        await using var file = File.OpenRead(await FragmentedAsync(clip ?? await TestClips.MainAsync(), seconds, folder.File("stream.mp4")));
        var writer = new SegmentWriter(
            camera,
            stream,
            index,
            new RecordingPlan(new RecordingOptions(), TimeZoneInfo.Utc, new IncidentSpans(default, default)),
            new DiskSpace("/", 0),
            new FakeTimeProvider(start),
            _ => { },
            NullLogger.Instance);
        var reader = new FragmentReader(file);
        var head = reader.ReadHead()!;
        while (reader.ReadStart(head) is { } begun)
        {
            var bytes = new byte[begun.Bytes.Length + begun.RestBytes];
            begun.Bytes.CopyTo(bytes);
            reader.TryReadRest(begun, bytes.AsSpan(begun.Bytes.Length));
            writer.Take(new Fragment(head, bytes, begun.Times, start + begun.Times.Start));
        }

        writer.End();
    }

    /// <summary>Seconds that the file plays, by ffprobe.</summary>
    public static async Task<double> LengthAsync(string path) =>
        double.Parse(await ProbeAsync("-show_entries", "format=duration", "-of", "csv=p=0", path), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What ffmpeg complains of when it decodes the whole file; empty where nothing is wrong.</summary>
    public static async Task<string> ComplaintsAsync(string path) => await SayAsync("ffmpeg", ["-v", "error", "-xerror", "-i", path, "-f", "null", "-"], errors: true);

    private static Task<string> ProbeAsync(params string[] arguments) => SayAsync("ffprobe", ["-v", "error", .. arguments], errors: false);

    private static async Task<string> FragmentedAsync(string clip, double seconds, string path)
    {
        await SayAsync("ffmpeg", ["-v", "error", "-y", "-stream_loop", "-1", "-i", clip, "-t", $"{seconds}", .. Fragmented, path], errors: true);
        return path;
    }

    private static async Task<string> SayAsync(string program, IEnumerable<string> arguments, bool errors)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = !errors, RedirectStandardError = errors })!;
        var said = await (errors ? process.StandardError : process.StandardOutput).ReadToEndAsync();
        await process.WaitForExitAsync();
        return said.Trim();
    }
}

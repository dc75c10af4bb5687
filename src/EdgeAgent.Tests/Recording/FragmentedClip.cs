using System.Globalization;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Recording;

/// <summary>A clip as the recorder gets it from ffmpeg: a head and fragments of 0.2 s, a key frame every 2 s.</summary>
internal sealed class FragmentedClip
{
    private static readonly Lazy<Task<FragmentedClip>> Sub = new(async () => await OfAsync(await TestClips.SubAsync(), 20));

    private FragmentedClip(byte[] bytes)
    {
        Bytes = bytes;
        var reader = new FragmentReader(new MemoryStream(bytes));
        Head = reader.ReadHead()!;
        while (reader.ReadStart(Head) is { } start)
        {
            var whole = new byte[start.Bytes.Length + start.RestBytes];
            start.Bytes.CopyTo(whole);
            Assert.That(reader.TryReadRest(start, whole.AsSpan(start.Bytes.Length)), Is.True);
            Fragments.Add((whole, start.Times));
            Ends.Add(reader.Position);
        }
    }

    public byte[] Bytes { get; }

    public StreamHead Head { get; }

    public List<(byte[] Bytes, FragmentTimes Times)> Fragments { get; } = [];

    /// <summary>Where each fragment ends in the file.</summary>
    public List<long> Ends { get; } = [];

    /// <summary>640x360 at 5 fps, 20 s.</summary>
    public static Task<FragmentedClip> SubAsync() => Sub.Value;

    /// <summary>A clip, again and again for so many seconds.</summary>
    public static async Task<FragmentedClip> OfAsync(string clip, double seconds)
    {
        using var folder = new TempFolder();
        var file = folder.File("fragmented.mp4");
        using var run = await ChildProcess.RunAsync(
            "ffmpeg", "-v", "error", "-stream_loop", "-1", "-i", clip, "-t", seconds.ToString(CultureInfo.InvariantCulture), "-c", "copy",
            "-movflags", "+frag_keyframe+empty_moov+default_base_moof", "-frag_duration", "200000", file);
        Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        return new FragmentedClip(await File.ReadAllBytesAsync(file));
    }
}

using System.Security.Cryptography;
using System.Text;

namespace EdgeAgent.Tests.Support;

/// <summary>
/// Footage for tests, made once from pictures that Debian's packages carry and kept in a cache folder. Encoded as
/// cameras do it: no B-frames, a key frame every 2 s.
/// </summary>
public static class TestClips
{
    private const string People = "/usr/share/doc/opencv-doc/examples/data/vtest.avi";
    private const string View = "scale=640:360:force_original_aspect_ratio=increase,crop=640:360";

    private static readonly string Cache = Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "edgeagent-tests", "clips");

    // Fixtures that run side by side want the same clip, which is to be made once.
    private static readonly SemaphoreSlim Making = new(1);

    /// <summary>People walking outdoors, always some in view: H.264, 640x360 at 5 fps, 20 s.</summary>
    public static Task<string> SubAsync() => FromPeopleAsync("sub.mp4", 20, "640:360", 5, H264);

    /// <summary>The same at 2 fps.</summary>
    public static Task<string> SlowAsync() => FromPeopleAsync("slow.mp4", 20, "640:360", 2, H264);

    /// <summary>The first in H.265.</summary>
    public static Task<string> SubH265Async() => FromPeopleAsync("sub-h265.mp4", 20, "640:360", 5, H265);

    /// <summary>The same as a camera's full-size stream: H.264, 1920x1080 at 25 fps, 8 s.</summary>
    public static Task<string> MainAsync() => FromPeopleAsync("main.mp4", 8, "1920:1080", 25, H264);

    /// <summary>The same with B-frames, as a camera should not send it.</summary>
    public static Task<string> MainWithBFramesAsync() => FromPeopleAsync("main-b.mp4", 8, "1920:1080", 25, H264WithBFrames);

    /// <summary>One picture with nobody in it, with a sensor's noise but no movement: H.264, 640x360 at 5 fps, 20 s.</summary>
    public static Task<string> StillAsync() => StillAsync(640, 360);

    /// <summary>The same with key frames 20 s apart, as cameras with a "smart" codec send it.</summary>
    public static Task<string> StillSparseAsync() => StillAsync("still-sparse.mp4", View, _ => H264(50));

    /// <summary>The same at another size, stretched to it.</summary>
    public static Task<string> StillAsync(int width, int height) => StillAsync($"still-{width}x{height}.mp4", $"{View},scale={width}:{height},setsar=1", H264);

    /// <summary>The same in H.265.</summary>
    public static Task<string> StillH265Async() => StillAsync("still-h265.mp4", View, H265);

    /// <summary>The same place behind something close to the lens that lets hardly any shape through.</summary>
    public static Task<string> StillCoveredAsync() => StillAsync("still-covered.mp4", $"{View},gblur=sigma=40,eq=contrast=0.3:brightness=-0.1", H264);

    /// <summary>What the camera sees when it was turned.</summary>
    public static Task<string> StillMovedAsync() => StillAsync("still-moved.mp4", $"{View},hflip,crop=400:225:40:100,scale=640:360", H264);

    /// <summary>A room without light: H.264, 640x360 at 5 fps, 20 s.</summary>
    public static Task<string> DarkAsync() =>
        MakeAsync("dark.mp4", ["-f", "lavfi", "-i", "color=c=0x080808:s=640x360:r=5:d=20,noise=alls=3:allf=t", .. H264(5)]);

    /// <summary>A cat that comes and goes, 640x360 at 5 fps: see install/demo-clips.sh.</summary>
    public static Task<string> CatAsync() => FromDemoAsync("cat.mp4");

    /// <summary>A person seen close up, face bare, who comes and goes, 640x360 at 5 fps: see install/demo-clips.sh.</summary>
    public static Task<string> PersonAsync() => FromDemoAsync("person.mp4");

    private static Task<string> FromPeopleAsync(
        string name, int seconds, string size, int framesPerSecond, Func<int, string[]> codec) => MakeAsync(
        name,
        ["-t", $"{seconds}", "-i", People, "-vf", $"crop=768:432:0:90,scale={size},fps={framesPerSecond}", .. codec(framesPerSecond)]);

    private static Task<string> StillAsync(string name, string filter, Func<int, string[]> codec) => MakeAsync(
        name,
        [
            "-loop", "1", "-t", "20", "-i", "/usr/share/doc/opencv-doc/examples/data/leuvenA.jpg",
            "-vf", $"{filter},fps=5,noise=alls=4:allf=t",
            .. codec(5),
        ]);

    private static string[] H264(int framesPerSecond) =>
        ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", $"{2 * framesPerSecond}", "-pix_fmt", "yuv420p"];

    private static string[] H264WithBFrames(int framesPerSecond) =>
        ["-c:v", "libx264", "-preset", "veryfast", "-bf", "2", "-g", $"{2 * framesPerSecond}", "-pix_fmt", "yuv420p"];

    private static string[] H265(int framesPerSecond) =>
    [
        "-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-tag:v", "hvc1",
        "-x265-params", $"bframes=0:keyint={2 * framesPerSecond}:log-level=error",
    ];

    private static async Task<string> FromDemoAsync(string name)
    {
        var script = Repository.File("install", "demo-clips.sh");
        var folder = Path.Combine(Cache, "demo-" + Fingerprint([await File.ReadAllTextAsync(script)]));
        return await OnceAsync(Path.Combine(folder, name), async _ =>
        {
            using var run = await ChildProcess.RunAsync("bash", script, folder);
            Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
        });
    }

    private static Task<string> MakeAsync(string name, string[] recipe) =>
        OnceAsync(Path.Combine(Cache, $"{Fingerprint(recipe)}-{name}"), async clip =>
        {
            Directory.CreateDirectory(Cache);
            var unfinished = Path.Combine(Cache, $"{Guid.NewGuid():N}-{name}");
            using var run = await ChildProcess.RunAsync("ffmpeg", ["-v", "error", .. recipe, "-an", unfinished]);
            Assert.That(await run.ExitAsync(), Is.Zero, run.Transcript());
            File.Move(unfinished, clip, overwrite: true);
        });

    private static async Task<string> OnceAsync(string clip, Func<string, Task> make)
    {
        await Making.WaitAsync();
        try
        {
            if (!File.Exists(clip))
            {
                await make(clip);
            }

            return clip;
        }
        finally
        {
            Making.Release();
        }
    }

    // A clip made by another recipe has another name, so a changed recipe never meets an old clip.
    private static string Fingerprint(IEnumerable<string> recipe) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', recipe))))[..8];
}

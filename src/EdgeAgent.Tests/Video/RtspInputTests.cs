using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

public sealed class RtspInputTests
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    [Test]
    public void Script_Address_StandsQuotedBeforeItsOptions()
    {
        var script = RtspInput.Script("rtsp://admin:x%27y@10.0.0.4/a'b\\c d", "udp", Silence, "fflags nobuffer");

        Assert.That(script.Split('\n'), Is.EqualTo(new[]
        {
            "ffconcat version 1.0",
            @"file 'rtsp://admin:x%27y@10.0.0.4/a'\''b\c d'",
            "option rtsp_transport udp",
            "option timeout 15000000",
            "option allowed_media_types video",
            "option analyzeduration 2000000",
            "option fpsprobesize 0",
            "option fflags nobuffer",
            "",
        }));
    }

    [Test]
    public async Task Arguments_ScriptNamesAFileOfTheBox_IsRefused()
    {
        using var folder = new TempFolder();
        File.Copy(await TestClips.SubAsync(), folder.File("clip.mp4"));

        using var ffmpeg = new FfmpegProcess(
            "ffmpeg", [.. RtspInput.Arguments, "-f", "null", "-"], $"ffconcat version 1.0\nfile 'file:{folder.File("clip.mp4")}'\n");

        Assert.That(ffmpeg.Failure().Message, Does.Contain("not on whitelist"));
    }
}

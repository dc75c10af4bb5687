using EdgeAgent.Video;

namespace EdgeAgent.Tests.Video;

public sealed class FfmpegInstallationTests
{
    [Test]
    public async Task InspectAsync_ThisMachine_KnowsVersionAndDecoders()
    {
        var installation = await FfmpegInstallation.InspectAsync(new VideoOptions(), TimeProvider.System, CancellationToken.None);

        Assert.That(installation.Major, Is.GreaterThanOrEqualTo(4));
        Assert.That(installation.Decoders, Is.SupersetOf(new[] { "h264", "hevc" }));
    }

    [TestCase("ffmpeg", ExpectedResult = "ffprobe")]
    [TestCase("/opt/ffmpeg/bin/ffmpeg", ExpectedResult = "/opt/ffmpeg/bin/ffprobe")]
    [TestCase("/opt/bin/ffmpeg.exe", ExpectedResult = "/opt/bin/ffprobe.exe")]
    [TestCase("/opt/bin/decoder", ExpectedResult = "/opt/bin/ffprobe")]
    public string Ffprobe_OfAProgram_LiesBesideIt(string program) => FfmpegInstallation.Ffprobe(new VideoOptions { Ffmpeg = program });
}

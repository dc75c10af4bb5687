namespace EdgeAgent.Tests.Support;

/// <summary>The clips are what a camera would send; what is on them is seen by the tests of Detection.</summary>
public sealed class TestClipsTests
{
    private static readonly TestCaseData<Func<Task<string>>>[] Clips =
    [
        new(TestClips.SubAsync) { ExpectedResult = "h264,640,360,0,5/1" },
        new(TestClips.SubH265Async) { ExpectedResult = "hevc,640,360,0,5/1" },
        new(TestClips.MainAsync) { ExpectedResult = "h264,1920,1080,0,25/1" },
        new(TestClips.StillAsync) { ExpectedResult = "h264,640,360,0,5/1" },
        new(TestClips.CatAsync) { ExpectedResult = "h264,640,360,0,5/1" },
        new(TestClips.PersonAsync) { ExpectedResult = "h264,640,360,0,5/1" },
    ];

    [TestCaseSource(nameof(Clips))]
    public async Task<string> Clip_Made_HasACamerasFormWithoutBFrames(Func<Task<string>> make)
    {
        using var probe = await ChildProcess.RunAsync(
            "ffprobe", "-v", "error", "-show_entries", "stream=codec_name,width,height,has_b_frames,r_frame_rate",
            "-of", "csv=p=0", await make());

        Assert.That(probe.Errors, Is.Empty);
        return string.Concat(probe.Output);
    }
}

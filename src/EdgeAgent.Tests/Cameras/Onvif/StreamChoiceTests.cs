using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class StreamChoiceTests
{
    [TestCase("main:H264:1920x1080 sub:H264:640x360", "main", "sub")]
    [TestCase("sub:H264:640x360 main:H264:1920x1080", "main", "sub")]
    [TestCase("main:H265:2560x1440 sub:H264:640x360 third:H264:352x288", "main", "sub", Description = "a small one is too small")]
    [TestCase("main:H264:1920x1080 mid:H264:1280x720 sub:H265:640x360", "main", "sub")]
    [TestCase("a:H265:1920x1080 b:H264:1920x1080 c:H265:640x360 d:H264:640x360", "b", "d", Description = "H.264 of the same size first")]
    [TestCase("main:H264:1920x1080 sub:H264:352x288", "main", "main", Description = "only the main one is large enough")]
    [TestCase("a:H264:352x288 b:H264:320x240", "a", "a", Description = "none is large enough")]
    [TestCase("only:H264:1920x1080", "only", "only")]
    [TestCase("jpeg:Jpeg:3840x2160 only:H264:640x360", "only", "only")]
    [TestCase("a:Jpeg:1280x720 b:Jpeg:640x480", "a", "b", Description = "a JPEG camera")]
    [TestCase("old:Other:640x480 b:Jpeg:320x240", "b", "b")]
    [TestCase("old:Other:640x480", "old", "old")]
    [TestCase("a:H264:0x0 b:H264:0x0 c:H264:0x0", "a", "b", Description = "no sizes: in the camera's order")]
    [TestCase("a:H264:0x0 b:H264:640x360", "b", "b")]
    public void Choose_ByItself_TakesTheLargestAndTheSmallestThatIsLargeEnough(string profiles, string main, string sub)
    {
        var choice = StreamChoice.Choose(Profiles(profiles), new OnvifOptions());

        Assert.That((choice.Main.Token, choice.Sub.Token), Is.EqualTo((main, sub)));
        Assert.That((choice[StreamRole.Main], choice[StreamRole.Sub]), Is.EqualTo((choice.Main, choice.Sub)));
    }

    [Test]
    public void Choose_TokensInTheOptions_GoFirst()
    {
        var choice = StreamChoice.Choose(
            Profiles("a:H264:1920x1080 b:H264:640x360 c:Jpeg:320x240"), new OnvifOptions { MainProfile = "b", SubProfile = "c" });

        Assert.That((choice.Main.Token, choice.Sub.Token), Is.EqualTo(("b", "c")));
    }

    [Test]
    public void Choose_UnknownToken_NamesThoseThatExist() => Assert.That(
        () => StreamChoice.Choose(Profiles("a:H264:1920x1080 b:H264:640x360"), new OnvifOptions { SubProfile = "B" }),
        Throws.TypeOf<OnvifException>().With.Property("Reason").EqualTo(OnvifFailure.NoSuchProfile).And.Message.Contains("subProfile").And.Message.Contains("a, b"));

    [Test]
    public void Choose_NoProfile_IsNoSuchProfile() => Assert.That(
        () => StreamChoice.Choose([], new OnvifOptions()),
        Throws.TypeOf<OnvifException>().With.Property("Reason").EqualTo(OnvifFailure.NoSuchProfile));

    private static List<OnvifProfile> Profiles(string text) =>
    [
        .. text.Split(' ').Select(each => each.Split(':', 'x')).Select(parts => new OnvifProfile(
            parts[0], parts[0], Enum.Parse<VideoCodec>(parts[1]), int.Parse(parts[2]), int.Parse(parts[3]), 25, 1000)),
    ];
}

using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>Addresses in answers come back with a wrong host: the host that answered is kept.</summary>
public sealed class HostKeepingTests
{
    private static readonly Uri Answered = new("http://192.168.1.64/onvif/device_service");

    [TestCase("rtsp://127.0.0.1:554/a", "rtsp://192.168.1.64:554/a")]
    [TestCase("rtsp://0.0.0.0/Streaming/Channels/101?transportmode=unicast&profile=Profile_1", "rtsp://192.168.1.64/Streaming/Channels/101?transportmode=unicast&profile=Profile_1")]
    [TestCase("rtsp://[::]:8554/a", "rtsp://192.168.1.64:8554/a")]
    [TestCase("RTSP://10.0.0.9:10554/A%2fb/../c", "rtsp://192.168.1.64:10554/A%2fb/../c", Description = "the path stays letter by letter")]
    [TestCase("rtsp://admin:hunter2@10.0.0.9/a", "rtsp://192.168.1.64/a", Description = "a login is left out")]
    [TestCase("rtsp://10.0.0.9?channel=1", "rtsp://192.168.1.64?channel=1")]
    [TestCase("rtsp://10.0.0.9/user@1/a b", "rtsp://192.168.1.64/user%401/a%20b")]
    [TestCase("rtsp://10.0.0.9:99999/a", "rtsp://192.168.1.64/a")]
    [TestCase("rtsps://10.0.0.9:322/a", "rtsps://192.168.1.64:322/a")]
    [TestCase("rtsp:///a", "rtsp://192.168.1.64/a")]
    public void Rtsp_WrongHost_KeepsTheHostThatAnsweredAndTheCamerasPort(string text, string expected) =>
        Assert.That(HostKeeping.Rtsp(Answered, text), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("rtsp")]
    [TestCase("http://10.0.0.9/a")]
    [TestCase("file:///etc/passwd")]
    [TestCase("concat:a|b")]
    [TestCase("rtsp://10.0.0.9/a\nb")]
    public void Rtsp_NoRtspAddress_IsNull(string text) => Assert.That(HostKeeping.Rtsp(Answered, text), Is.Null);

    [Test]
    public void Rtsp_AnyText_IsNullOrPassesTheCheckOfAddresses() => Prop.ForAll(Texts(), text =>
        HostKeeping.Rtsp(Answered, text) is not { } address || StreamAddress.Problem(address) is null).QuickCheckThrowOnFailure();

    [TestCase("http://127.0.0.1/onvif/media_service", "http://192.168.1.64/onvif/media_service")]
    [TestCase("http://10.0.0.9/onvif/media?x=1", "http://192.168.1.64/onvif/media?x=1")]
    [TestCase("http://user:hunter2@10.0.0.9/onvif/media", "http://192.168.1.64/onvif/media")]
    [TestCase("http://10.0.0.9/a http://[fe80::1]/a", "http://192.168.1.64/a")]
    [TestCase("/onvif/media_service", "http://192.168.1.64/onvif/media_service")]
    public void Http_WrongHost_KeepsTheHostThatAnswered(string text, string expected) =>
        Assert.That(HostKeeping.Http(Answered, text).Select(address => address.AbsoluteUri), Is.EqualTo([expected]));

    [Test]
    public void Http_AnotherPort_IsAskedFirstAndThenTheOneThatAnswered() => Assert.That(
        HostKeeping.Http(new Uri("http://192.168.1.64:8080/"), "http://10.0.0.9/media").Select(address => address.AbsoluteUri),
        Is.EqualTo(["http://192.168.1.64/media", "http://192.168.1.64:8080/media"]));

    [TestCase("")]
    [TestCase("ftp://10.0.0.9/a")]
    [TestCase("//10.0.0.9/a")]
    [TestCase("http://10.0.0.9:80:80/a")]
    public void Http_NoAddress_IsNone(string text) => Assert.That(HostKeeping.Http(Answered, text), Is.Empty);

    [Test]
    public void Http_AnyText_LeadsNowhereElse() => Prop.ForAll(Texts(), text =>
        HostKeeping.Http(Answered, text).All(address => address.Host == Answered.Host && address.Scheme is "http" or "https")).QuickCheckThrowOnFailure();

    private static Arbitrary<string> Texts() => Gen.OneOf(
        Gen.Elements("rtsp", "http", "https", "://", ":", "/", "//", "@", "admin", "host", "10.0.0.1", "80", " ", "\n", "?", "#", "%", "[", "]", "::1", "\\", "..", "　")
            .ArrayOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ToArbitrary();
}

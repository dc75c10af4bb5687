using EdgeAgent.Cameras;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Cameras;

public sealed class StreamAddressTests
{
    [TestCase("rtsp://192.168.1.64:554/Streaming/Channels/102")]
    [TestCase("rtsps://camera.local/live?channel=1&subtype=1")]
    [TestCase("rtsp://[fe80::1]:554/sub")]
    public void Problem_CameraAddress_IsNone(string address) => Assert.That(StreamAddress.Problem(address), Is.Null);

    [TestCase("")]
    [TestCase("192.168.1.64")]
    [TestCase("rtsp:")]
    [TestCase("rtsp:///path")]
    [TestCase("rtsp://")]
    [TestCase("http://192.168.1.64/video")]
    [TestCase("file:///etc/passwd")]
    [TestCase("concat:a|b")]
    [TestCase("-i")]
    [TestCase(" rtsp://192.168.1.64/a")]
    [TestCase("rtsp://192.168.1.64/a b")]
    [TestCase("rtsp://192.168.1.64/a\r\nX: y")]
    public void Problem_AnythingElse_IsRefused(string address) => Assert.That(StreamAddress.Problem(address), Is.Not.Null);

    [TestCase("rtsp://admin:hunter2@192.168.1.64/a")]
    [TestCase("rtsp://admin:hunter2/x@192.168.1.64/a")]
    [TestCase("rtsp://admin:12/hunter2@192.168.1.64/a", Description = "a parser takes admin for the host and 12 for the port")]
    [TestCase("rtsp://hunter2@192.168.1.64/a")]
    [TestCase("rtsp://@192.168.1.64/a")]
    [TestCase("http://admin:hunter2@192.168.1.64/a")]
    [TestCase("hunter2:admin@192.168.1.64")]
    public void Problem_LoginInTheAddress_IsRefusedWithoutRepeatingIt(string address) =>
        Assert.That(StreamAddress.Problem(address), Does.Contain("user and password").And.Not.Contain("hunter2"));

    [Test]
    public void Problem_AnyText_NeverThrowsAndLetsOnlyRtspThrough() => Prop.ForAll(Texts().ToArbitrary(), text =>
        StreamAddress.Problem(text) is not null
        || ((text.StartsWith("rtsp://", StringComparison.Ordinal) || text.StartsWith("rtsps://", StringComparison.Ordinal))
            && !text.Contains('@') && !text.Any(char.IsWhiteSpace))).QuickCheckThrowOnFailure();

    [Test]
    public void WithLogin_AnyLogin_IsReadBackByAParserOfAddresses() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), ArbMap.Default.ArbFor<NonNull<string>>(), (user, password) =>
        {
            var (name, word) = (WellFormed(user.Get), WellFormed(password.Get));
            var uri = new Uri(StreamAddress.WithLogin("rtsp://192.168.1.64:554/a?b=c", name, word));
            var login = uri.UserInfo.Split(':');
            return uri.Host == "192.168.1.64" && uri.PathAndQuery == "/a?b=c" && login.Length == 2
                && Uri.UnescapeDataString(login[0]) == name && Uri.UnescapeDataString(login[1]) == word;
        }).QuickCheckThrowOnFailure();

    [TestCase(null)]
    [TestCase("")]
    public void WithLogin_NoUser_IsTheAddress(string? user) =>
        Assert.That(StreamAddress.WithLogin("rtsp://a/b", user, "hunter2"), Is.EqualTo("rtsp://a/b"));

    private static Gen<string> Texts() => Gen.OneOf(
        Gen.Elements("rtsp", "rtsps", "://", ":", "/", "@", "admin", "host", "10.0.0.1", " ", "\n", "?", "#", "%", "[", "]", "-", "file", "\\", "　")
            .ArrayOf().Select(string.Concat),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));

    // Half of a surrogate pair has no form in UTF-8.
    private static string WellFormed(string text) => string.Concat(text.Where(letter => !char.IsSurrogate(letter)));
}

using EdgeAgent.Video.Push;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Video.Push;

public sealed class MediaAddressTests
{
    [TestCase("rtmp://media.example.org/live/door", "rtmp://media.example.org:1935", "live/door")]
    [TestCase("rtmps://media.example.org/live/door?txSecret=ab%20c&txTime=5F", "rtmps://media.example.org:443", "live/door")]
    [TestCase("rtsp://10.0.0.1/door", "rtsp://10.0.0.1:554", "door")]
    [TestCase("rtsps://10.0.0.1/door", "rtsps://10.0.0.1:322", "door")]
    [TestCase("srt://10.0.0.1:9000?streamid=publish:door&passphrase=0123456789", "srt://10.0.0.1:9000", "")]
    [TestCase("RTMP://Media.EXAMPLE.org:01935/Live/Door/", "rtmp://media.example.org:1935", "Live/Door")]
    [TestCase("rtmp://[2001:DB8:0:0::1]:1936/a/b", "rtmp://[2001:db8::1]:1936", "a/b")]
    [TestCase("rtmp://media.example.org", "rtmp://media.example.org:1935", "")]
    public void Read_Address_IsItsParts(string text, string server, string path)
    {
        var (address, problem) = MediaAddress.Read(text);

        Assert.That(problem, Is.Null);
        Assert.That((address!.Server, string.Join('/', address.Path)), Is.EqualTo((server, path)));
    }

    [TestCase("")]
    [TestCase("rtmp://")]
    [TestCase("rtmp:///live/door")]
    [TestCase("http://media.example.org/live")]
    [TestCase("udp://10.0.0.1:5000")]
    [TestCase("file:///etc/passwd")]
    [TestCase("tee:rtmp://media.example.org/live/door")]
    [TestCase("[f=flv]rtmp://media.example.org/live/door|file:/tmp/x")]
    [TestCase("rtmp://media.example.org/live/door|rtmp://evil.example/x")]
    [TestCase("concat:rtmp://media.example.org/live/door")]
    [TestCase("rtmp://media.example.org/live/door listen=1")]
    [TestCase("-f")]
    [TestCase("rtmp://media.example.org:0/live/door")]
    [TestCase("rtmp://media.example.org:65536/live/door")]
    [TestCase("rtmp://media.example.org:/live/door")]
    [TestCase("rtmp://media.example.org:1935:1935/live/door")]
    [TestCase("srt://media.example.org")]
    [TestCase("srt://media.example.org:9000/live")]
    [TestCase("rtmp://media.example.org/live/../admin/x")]
    [TestCase("rtmp://media.example.org/live/./x")]
    [TestCase("rtmp://media.example.org/live/...")]
    [TestCase("rtmp://media.example.org/live/%2e%2e/admin")]
    [TestCase("rtmp://media.example.org/live//x")]
    [TestCase("rtmp://media.example.org\\@evil.example/live/x")]
    [TestCase("rtmp://media.example.org#evil.example/live/x")]
    [TestCase("rtmp://2130706433/live/x")]
    [TestCase("rtmp://127.1/live/x")]
    [TestCase("rtmp://0x7f000001/live/x")]
    [TestCase("rtmp://127.0.0.01/live/x")]
    [TestCase("rtmp://media..example.org/live/x")]
    [TestCase("rtmp://media.example.org./live/x")]
    [TestCase("rtmp://[::1/live/x")]
    [TestCase("rtmp://[1.2]/live/x")]
    [TestCase("rtmp://[fe80::1%25eth0]/live/x")]
    [TestCase("rtmp://mediа.example.org/live/x", Description = "a Cyrillic letter")]
    [TestCase("rtmp://media.example.org/live/x\n")]
    [TestCase("rtmp://media.example.org/live/x\0")]
    [TestCase("rtsp://media.example.org/live/x?udp")]
    [TestCase("ſrt://media.example.org:9000", Description = "a long s")]
    public void Read_AnythingElse_IsRefusedWithAWord(string text)
    {
        var (address, problem) = MediaAddress.Read(text);

        Assert.That((address, problem is null), Is.EqualTo(((MediaAddress?)null, false)));
    }

    [TestCase("rtmp://user:hunter2@media.example.org/live/door")]
    [TestCase("rtmp://media.example.org@evil.example/live/door?hunter2=")]
    [TestCase("rtmp://media.example.org/live/hunter2@x")]
    public void Read_Login_IsRefusedWithoutRepeatingIt(string text) =>
        Assert.That(MediaAddress.Read(text).Problem, Does.Contain("login").And.Not.Contain("hunter2"));

    [TestCase("rtmp://media.example.org/live", "rtmp://media.example.org:1935/live/door", true)]
    [TestCase("rtmp://media.example.org/live/", "rtmp://MEDIA.example.org/live/door?k=v", true)]
    [TestCase("rtmp://media.example.org/live/door", "rtmp://media.example.org/live/door", true)]
    [TestCase("rtmp://media.example.org", "rtmp://media.example.org/live/door", true)]
    [TestCase("rtmp://[::1]/live", "rtmp://[0:0:0:0:0:0:0:1]/live/door", true)]
    [TestCase("rtmp://media.example.org/live", "rtmp://media.example.org/live2/door", false)]
    [TestCase("rtmp://media.example.org/live", "rtmp://media.example.org/Live/door", false)]
    [TestCase("rtmp://media.example.org/live/door", "rtmp://media.example.org/live", false)]
    [TestCase("rtmp://media.example.org/live", "rtmps://media.example.org:1935/live/door", false)]
    [TestCase("rtmp://media.example.org/live", "rtmp://media.example.org:1936/live/door", false)]
    [TestCase("rtmp://media.example.org/live", "rtmp://media.example.org.evil.example/live/door", false)]
    public void IsWithin_Listed_ComparesServerAndWholeSegments(string listed, string address, bool expected) => Assert.That(
        MediaAddress.Read(address).Address!.IsWithin(MediaAddress.Read(listed).Address!), Is.EqualTo(expected));

    /// <summary>Another parser of addresses finds the same place in all that is taken for one.</summary>
    [Test]
    public void Read_AnyText_NeverThrowsAndIsWhatOthersReadToo() => Prop.ForAll(Texts().ToArbitrary(), text =>
        MediaAddress.Read(text) is not { Address: { } address }
        || (Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && uri.UserInfo.Length == 0
            && uri.Scheme == address.Scheme
            && uri.Host == address.Host
            && (uri.Port == address.Port || uri.IsDefaultPort)
            && uri.AbsolutePath.Trim('/') == string.Join('/', address.Path)
            && Uri.UnescapeDataString(uri.Query.TrimStart('?')) == Uri.UnescapeDataString(address.Query))).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    private static Gen<string> Texts() => Gen.OneOf(
        Gen.Elements(
                "rtmp://", "rtsps://", "srt://", "media.example.org", "10.0.0.1", "[::1]", ":", "1935", "/", "/live", "/door", "..", ".", "@", "user", " ",
                "\n", "?", "streamid=a", "&", "=", "#", "%2e", "%", "[", "]", "-", "tee:", "|", "concat:", "\\", "　", "ı", "K")
            .ArrayOf().Select(string.Concat),
        Gen.Elements("/live", "/door", "/a.b", "/..", "//", "/%2e", "?a=b", "&c=d", ":80", "@x", "").ArrayOf().Select(parts => "rtmp://media.example.org" + string.Concat(parts)),
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get));
}

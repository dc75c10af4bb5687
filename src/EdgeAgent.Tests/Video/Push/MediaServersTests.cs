using EdgeAgent.Video.Push;

namespace EdgeAgent.Tests.Video.Push;

public sealed class MediaServersTests
{
    [TestCase("rtmp://media.example.org/live")]
    [TestCase("srt://10.0.0.1:9000")]
    public void Problem_Entry_IsNone(string entry) => Assert.That(MediaServers.Problem(entry), Is.Null);

    [TestCase("*", "is not an address")]
    [TestCase("rtmp://", "is not an address")]
    [TestCase("srt://10.0.0.1", "needs a port")]
    [TestCase("srt://10.0.0.1:9000?mode=listener", "question mark")]
    [TestCase("rtmp://user:hunter2@10.0.0.1/live", "login")]
    public void Problem_NoEntry_SaysWhy(string entry, string why) => Assert.That(MediaServers.Problem(entry), Does.Contain(why));

    [Test]
    public void Find_Listed_IsTheEntry()
    {
        var servers = new MediaServers(["rtsp://10.0.0.1/a", "rtmp://media.example.org/live"]);

        Assert.That(servers.Find(Address("rtmp://media.example.org/live/door"), out var refusal), Is.EqualTo("rtmp://media.example.org/live"));
        Assert.That(refusal, Is.Null);
    }

    [Test]
    public void Find_NotListed_SaysWhichSettingWithoutTheAddress()
    {
        Assert.That(new MediaServers(["rtsp://10.0.0.1/a"]).Find(Address("rtmp://media.example.org/live/hunter2"), out var refusal), Is.Null);
        Assert.That(refusal, Does.Contain("uplink.mediaServers").And.Not.Contain("hunter2"));
    }

    [Test]
    public void Find_NothingListed_SaysThatTheListIsEmpty()
    {
        Assert.That(new MediaServers([]).Find(Address("rtmp://media.example.org/live/door"), out var refusal), Is.Null);
        Assert.That(refusal, Does.Contain("uplink.mediaServers").And.Contain("empty"));
    }

    private static MediaAddress Address(string text) => MediaAddress.Read(text).Address!;
}

using EdgeAgent.Video.Push;

namespace EdgeAgent.Tests.Video.Push;

public sealed class PushTargetTests
{
    private static readonly string[] Hidden = ["-fpre", "FILE"];

    [TestCase("rtmp://10.0.0.1/live/hunter2?sign=hunter2", "-f flv -flvflags no_duration_filesize -fpre FILE rtmp://10.0.0.1:1935/")]
    [TestCase("rtmps://10.0.0.1/a/b/hunter2", "-f flv -flvflags no_duration_filesize -tls_verify 1 -fpre FILE rtmps://10.0.0.1:443/")]
    [TestCase("srt://10.0.0.1:9000?streamid=hunter2&passphrase=hunter2hunter2", "-f mpegts -fpre FILE srt://10.0.0.1:9000")]
    [TestCase("rtsp://10.0.0.1/a/b?c=d", "-f rtsp -rtsp_transport tcp rtsp://10.0.0.1:554/a/b?c=d")]
    public void Arguments_Scheme_IsItsMuxerAndNoSecret(string address, string expected) =>
        Assert.That(string.Join(' ', Of(address).Arguments(Hidden)), Is.EqualTo(expected));

    [Test]
    public void Hidden_RtmpKey_IsAppAndNameWithItsQuery() => Assert.That(
        Of("rtmp://10.0.0.1/a/b/key?sign=x").Hidden, Is.EqualTo(new[] { ("rtmp_app", "a/b"), ("rtmp_playpath", "key?sign=x") }));

    /// <summary>ffmpeg would take the stream's name from behind slist=, whatever the path says.</summary>
    [Test]
    public void Hidden_ListInTheQuery_LeavesTheStreamWhereThePathSays() => Assert.That(
        Of("rtmp://10.0.0.1/live/door?slist=admin").Hidden, Is.EqualTo(new[] { ("rtmp_app", "live"), ("rtmp_playpath", "door?slist=admin") }));

    [Test]
    public void Hidden_SrtParameters_AreDecoded() => Assert.That(
        Of("srt://10.0.0.1:9000?streamid=%23!::r=door,m=publish&passphrase=0123456789").Hidden,
        Is.EqualTo(new[] { ("streamid", "#!::r=door,m=publish"), ("passphrase", "0123456789") }));

    [TestCase("rtmp://10.0.0.1/live", "application")]
    [TestCase("srt://10.0.0.1:9000?mode=listener", "streamid and passphrase")]
    [TestCase("srt://10.0.0.1:9000?streamid=a&streamid=b", "each once")]
    [TestCase("srt://10.0.0.1:9000?streamid=a%0Apassphrase=b", "printable")]
    [TestCase("srt://10.0.0.1:9000?streamid=", "printable")]
    public void Of_WhatTheSchemeDoesNotTake_IsRefused(string address, string why)
    {
        var (target, problem) = PushTarget.Of(MediaAddress.Read(address).Address!, null, null);

        Assert.That((target, problem), Is.EqualTo(((PushTarget?)null, problem)));
        Assert.That(problem, Does.Contain(why));
    }

    [TestCase("rtmp://10.0.0.1/live/door", "me", "hunter2")]
    [TestCase("rtsp://10.0.0.1/live/door", "me", null)]
    public void Of_LoginThatDoesNotFit_IsRefused(string address, string user, string? password) =>
        Assert.That(PushTarget.Of(MediaAddress.Read(address).Address!, user, password).Problem, Does.Contain("user and password"));

    [Test]
    public void Arguments_RtspLogin_IsInTheAddress() => Assert.That(
        PushTarget.Of(MediaAddress.Read("rtsp://10.0.0.1/a").Address!, "me", "p@ss w/rd").Target!.Arguments(Hidden)[^1],
        Is.EqualTo("rtsp://me:p%40ss%20w%2Frd@10.0.0.1:554/a"));

    [Test]
    public void Redact_WhatFfmpegSays_HoldsNothingBehindThePort()
    {
        var target = Of("rtmp://10.0.0.1/live/hunter2?sign=hunter3");

        Assert.That(
            target.Redact("rtmp://10.0.0.1:1935/live/hunter2?sign=hunter3: no; hunter2 is taken; sign=hunter3"),
            Is.EqualTo("rtmp://10.0.0.1:1935***: no; *** is taken; ***"));
    }

    private static PushTarget Of(string address) => PushTarget.Of(MediaAddress.Read(address).Address!, null, null).Target!;
}

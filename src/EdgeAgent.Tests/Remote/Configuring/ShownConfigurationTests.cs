using System.Text.Json.Nodes;
using EdgeAgent.Remote.Configuring;

namespace EdgeAgent.Tests.Remote.Configuring;

public sealed class ShownConfigurationTests
{
    [Test]
    public void Of_PasswordsInEveryForm_ShowsNoneAndAllTheRest()
    {
        using var box = new ConfiguredBox();

        var shown = box.Shown;
        var text = shown.ToJsonString();

        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Not.Contain(ConfiguredBox.WrittenOut).And.Not.Contain(ConfiguredBox.Entered).And.Not.Contain(ConfiguredBox.InPath));
            Assert.That(Passwords(shown), Is.EqualTo(new[] { "***", "secret:store", "***", "***", null }));
            Assert.That((string?)shown["cameras"]![2]!["subStream"], Is.EqualTo("rtsp://192.168.1.66/***"));
            Assert.That((string?)shown["cameras"]![0]!["subStream"], Is.EqualTo("rtsp://192.168.1.64:554/Streaming/Channels/102"));
            Assert.That((string?)shown["uplink"]!["broker"]!["password"], Is.EqualTo("secret:broker"));
        });
    }

    [TestCase("secret:kitchen", "secret:kitchen")]
    [TestCase("secret:my password!", "***")]
    [TestCase("secret:", "***")]
    [TestCase("", "")]
    [TestCase("***", "***")]
    public void Of_Password_ShowsNothingButTheNameOfAnEntry(string password, string expected)
    {
        var camera = new JsonObject { ["id"] = "a", ["password"] = password };
        var root = new JsonObject { ["cameras"] = new JsonArray(camera) };

        Assert.That(ConfidentialText.In(root).Single().Shown, Is.EqualTo(expected));
    }

    [Test]
    public void In_FallbackBrokers_AreAsConfidentialAsTheFirstAndToldApart()
    {
        var root = JsonNode.Parse("""{"cameras":[],"uplink":{"broker":{"address":"mqtt://a","password":"one"},"fallbackBrokers":[{"address":"mqtt://b/token=x"},{"address":"mqtt://c","password":"three"}]}}""")!.AsObject();

        var texts = ConfidentialText.In(root);

        Assert.That(texts.Select(text => (text.Path, text.Shown)), Is.EqualTo(new[]
        {
            ("uplink.broker.password", "***"), ("uplink.broker.address", "mqtt://a"),
            ("uplink.fallbackBrokers[0].address", "mqtt://b/***"),
            ("uplink.fallbackBrokers[1].password", "***"), ("uplink.fallbackBrokers[1].address", "mqtt://c"),
        }));
        Assert.That(texts.Count(texts[0].IsSameAs), Is.EqualTo(1));
    }

    [TestCase("rtsp://10.0.0.5:554/cam/realmonitor?channel=1&subtype=1")]
    [TestCase("rtsp://10.0.0.5/h264/ch1/main/av_stream")]
    [TestCase("rtsp://10.0.0.5")]
    [TestCase("192.168.1.64:8000")]
    [TestCase("http://10.0.0.5/onvif/device_service")]
    public void ShownAddress_NothingConfidential_IsShownWhole(string address) =>
        Assert.That(ShownAddress.Of(address), Is.EqualTo(address));

    [TestCase("rtsp://10.0.0.5/user=admin&password=x1&channel=1", "rtsp://10.0.0.5/***")]
    [TestCase("rtsp://10.0.0.5:8554?p=x1", "rtsp://10.0.0.5:8554/***")]
    [TestCase("rtsp://10.0.0.5/live?u=a", "rtsp://10.0.0.5/***")]
    [TestCase("rtsp://10.0.0.5/%70assword/x1", "rtsp://10.0.0.5/***")]
    [TestCase("rtsp://10.0.0.5/%2570assword/x1", "rtsp://10.0.0.5/***")]
    [TestCase("http://10.0.0.5/onvif?Token=x1", "http://10.0.0.5/***")]
    [TestCase("10.0.0.5/login/x1", "10.0.0.5/***")]
    public void ShownAddress_PathMayHoldALogin_HidesThePath(string address, string expected) =>
        Assert.That(ShownAddress.Of(address), Is.EqualTo(expected));

    private static IEnumerable<string?> Passwords(JsonNode root) => root["cameras"]!.AsArray().Select(camera => (string?)camera!["password"]);
}

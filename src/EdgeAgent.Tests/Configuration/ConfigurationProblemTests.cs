using System.Text.Json.Nodes;
using EdgeAgent.Configuration;

namespace EdgeAgent.Tests.Configuration;

/// <summary>Everything that is wrong is named at once, each with its path.</summary>
public sealed class ConfigurationProblemTests
{
    private static readonly string[] Sections =
        ["storage", "cameras[0]", "video", "detection", "tracking", "rules", "rules.active[0]", "uplink", "uplink.broker", "statusPage"];

    [Test]
    public void Parse_UnknownKeyInEverySection_NamesAllWithTheirPaths() => Assert.That(
        Paths(sample =>
        {
            foreach (var section in Sections)
            {
                At(sample, section)["colour"] = "blue";
            }
        }),
        Is.EquivalentTo(Sections.Select(section => $"{section}.colour")));

    [TestCase("storage.reserveMegabytes", "1")]
    [TestCase("storage.folder", "\"\"")]
    [TestCase("cameras[1].id", "\"Küche\"")]
    [TestCase("cameras[1].id", "\"\"")]
    [TestCase("cameras[0].subStream", "\"http://10.0.0.1/a\"")]
    [TestCase("cameras[0].mainStream", "\"no address\"")]
    [TestCase("cameras[0].zones.floor", "[[0, 0], [1, 1]]")]
    [TestCase("cameras[0].zones.floor", "[[0, 0], [1, 1], [2, 0]]")]
    [TestCase("cameras[0].zones.floor", "[[0, 0], [1, 1], [1]]")]
    [TestCase("cameras[0].zones.floor", "null")]
    [TestCase("video.framesPerSecond", "26")]
    [TestCase("video.framesPerSecond", "2.5")]
    [TestCase("video.width", "99999999999999")]
    [TestCase("video.stallSeconds", "1e999")]
    [TestCase("video.stallSeconds", "1.6", Description = "is not rounded to 2")]
    [TestCase("video.ffmpeg", "null")]
    [TestCase("detection.threads", "0")]
    [TestCase("detection.stillLookSeconds", "\"5\"")]
    [TestCase("tracking.lostSeconds", "-1")]
    [TestCase("tracking.highConfidence", "1.01")]
    [TestCase("rules.timeZone", "\"Mars/Olympus\"")]
    [TestCase("rules.active[0].rule", "\"dancing\"")]
    [TestCase("rules.active[0].hours[0]", "\"late\"")]
    [TestCase("rules.active[0].hours[0]", "null")]
    [TestCase("rules.active[0].holdSeconds", "-0.1")]
    [TestCase("rules.active[0].severity", "\"deadly\"")]
    [TestCase("rules.active[0].severity", "1")]
    [TestCase("rules.active[0].cameras", "[\"attic\"]")]
    [TestCase("rules.active[0].zone", "\"roof\"")]
    [TestCase("rules.active[1].zone", "\"roof\"", Description = "of a camera that is named")]
    [TestCase("uplink.city", "\"a/b\"")]
    [TestCase("uplink.root", "\"a/+/b\"")]
    [TestCase("uplink.mediaServers", "[\"rtmp://10.0.0.1/live\", \"http://10.0.0.1/live\"]", "uplink.mediaServers[1]")]
    [TestCase("uplink.mediaServers", "[\"srt://10.0.0.1\"]", "uplink.mediaServers[0]")]
    [TestCase("uplink.mediaServers", "\"rtmp://10.0.0.1/live\"")]
    [TestCase("uplink.broker.address", "\"http://broker\"")]
    [TestCase("uplink.broker.certificateFile", "\"only-one.pem\"")]
    [TestCase("uplink.fallbackBrokers", "[{ \"address\": \"mqtt://a\" }, { \"address\": \"http://b\" }]", "uplink.fallbackBrokers[1].address")]
    [TestCase("uplink.fallbackBrokers", "[{ \"address\": \"mqtt://a\", \"colour\": \"blue\" }]", "uplink.fallbackBrokers[0].colour")]
    [TestCase("uplink.fallbackBrokers", "[{ \"address\": \"mqtt://a\" }, { \"address\": \"mqtt://a\" }]", "uplink.fallbackBrokers[1].address")]
    [TestCase("uplink.fallbackBrokers", "[{ \"address\": \"mqtts://broker.example.org:8883\" }]", "uplink.fallbackBrokers[0].address")]
    [TestCase("uplink.fallbackBrokers", "\"mqtt://a\"")]
    [TestCase("uplink.blurFaces", "\"yes\"")]
    [TestCase("uplink.retry", "{ \"firstSeconds\": 0 }", "uplink.retry.firstSeconds")]
    [TestCase("statusPage.port", "70000")]
    [TestCase("statusPage.port", "true")]
    [TestCase("statusPage", "[]")]
    [TestCase("video", "\"fast\"")]
    [TestCase("cameras[1]", "\"camera\"")]
    public void Parse_OneBadValue_IsNamedByItsPathAlone(string path, string value, string? named = null) => Assert.That(
        Paths(sample => Set(sample, path, value)), Is.EqualTo([named ?? path]));

    [TestCase("uplink.site")]
    [TestCase("uplink.broker.address")]
    [TestCase("cameras[0].id")]
    [TestCase("cameras[0].subStream")]
    [TestCase("rules.active[2].rule")]
    public void Parse_RequiredMissing_IsNamed(string path)
    {
        var (parent, key) = (path[..path.LastIndexOf('.')], path[(path.LastIndexOf('.') + 1)..]);

        Assert.That(Paths(sample => At(sample, parent).AsObject().Remove(key)), Does.Contain(path));
    }

    [Test]
    public void Parse_NoCameras_IsNamed() =>
        Assert.That(Paths(sample => sample["cameras"] = new JsonArray()), Does.Contain("cameras"));

    [Test]
    public void Parse_SameCameraTwice_NamesTheSecond() =>
        Assert.That(Paths(sample => sample["cameras"]![1]!["id"] = "kitchen"), Does.Contain("cameras[1].id"));

    [Test]
    public void Parse_SameRuleTwiceForAZone_NamesTheSecond() => Assert.That(
        Paths(sample => sample["rules"]!["active"]!.AsArray().Add(JsonNode.Parse("""{ "rule": "intrusion", "cameras": ["store"] }"""))),
        Is.EqualTo(["rules.active[11]"]));

    [Test]
    public void Parse_EveryKindOfMistake_IsReportedInOneGo() => Assert.That(
        Paths(sample =>
        {
            sample["storage"]!["colour"] = "blue";
            sample["video"]!["width"] = 1;
            sample["detection"]!["threads"] = "many";
            sample["tracking"] = "good";
            sample["rules"]!["active"]![0]!["zone"] = "roof";
            sample["uplink"]!.AsObject().Remove("site");
            sample["statusPage"]!["port"] = 0.5;
            sample["cameras"]![1]!["subStream"] = "ftp://10.0.0.1";
        }),
        Is.EquivalentTo(
        [
            "storage.colour", "video.width", "detection.threads", "tracking", "rules.active[0].zone", "uplink.site",
            "statusPage.port", "cameras[1].subStream",
        ]));

    [Test]
    public void Parse_BrokenItemOfAList_LeavesTheOthersTheirNumbers() => Assert.That(
        Paths(sample =>
        {
            sample["cameras"]![0] = 5;
            sample["cameras"]![1]!["id"] = "No Id";
        }),
        Is.EquivalentTo(["cameras[0]", "cameras[1].id"]));

    [TestCase("cameras[0].password", "12345678")]
    [TestCase("cameras[0].password", "[\"12345678\"]")]
    [TestCase("cameras[0].password", "{ \"text\": \"12345678\" }")]
    [TestCase("cameras[0]", "[{ \"password\": \"12345678\" }]")]
    [TestCase("cameras", "\"rtsp://admin:12345678@10.0.0.1\"")]
    [TestCase("cameras[0].subStream", "[\"rtsp://admin:12345678@10.0.0.1\"]")]
    [TestCase("cameras[0].subStream", "\"rtsp://admin:12345678@10.0.0.1/a\"")]
    [TestCase("cameras[0].subStream", "\"admin:12345678@10.0.0.1\"")]
    [TestCase("cameras[0].subStream", "\"rtsp://admin:1/2345678@10.0.0.1/a\"")]
    [TestCase("cameras[0].mainStream", "\"http://admin:12345678@10.0.0.1/a\"")]
    [TestCase("cameras[0].passwrod", "\"12345678\"")]
    [TestCase("uplink.broker", "\"mqtt://admin:12345678@10.0.0.1\"")]
    [TestCase("uplink.broker.address", "\"mqtt://admin:12345678@10.0.0.1\"")]
    [TestCase("uplink.broker.password", "12345678")]
    public void Parse_PasswordInAMistake_IsNotRepeated(string path, string value)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("c", Sample.With(sample => Set(sample, path, value))));

        Assert.That(error!.ToString(), Does.Not.Contain("2345678"));
    }

    [Test]
    public void Parse_PasswordWithoutQuotes_IsNotRepeated() => Assert.That(
        Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("c", """{ "uplink": { "broker": { "password": nightingale } } }"""))!.ToString(),
        Does.Not.Contain("nightingale").And.Contain("quotes"));

    private static List<string> Paths(Action<JsonNode> change) =>
        [.. Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("c", Sample.With(change)))!.Problems.Select(problem => problem.Path)];

    private static void Set(JsonNode sample, string path, string value)
    {
        if (path.EndsWith(']'))
        {
            At(sample, path[..path.LastIndexOf('[')]).AsArray()[int.Parse(path[(path.LastIndexOf('[') + 1)..^1])] = JsonNode.Parse(value);
            return;
        }

        var dot = path.LastIndexOf('.');
        At(sample, dot < 0 ? "" : path[..dot])[path[(dot + 1)..]] = JsonNode.Parse(value);
    }

    private static JsonNode At(JsonNode sample, string path) =>
        path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(sample, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
}

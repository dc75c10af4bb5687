using System.Text.Json;
using EdgeAgent.Configuration;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    [Test]
    public void Load_ShippedSample_IsWhatItSays()
    {
        var options = ConfigurationFile.Load(Repository.File("config.sample.json"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(options.Cameras.Select(camera => camera.Id), Is.EqualTo(["kitchen", "store"]));
            Assert.That(options.Cameras[0].Zones["floor"].Corners, Has.Length.EqualTo(4));
            Assert.That(options.Rules.Active.Select(rule => rule.Rule), Is.EqualTo(
            [
                "intrusion", "animal", "cross_contamination", "out_of_hours_dosing", "foreign_container", "phone_use",
                "camera_lost", "camera_frozen", "camera_covered", "camera_moved", "camera_dark",
            ]));
            Assert.That(options.Rules.Active[1].Severity, Is.EqualTo(Severity.Serious));
            Assert.That(options.Uplink.Site, Is.EqualTo("tofu-042"));
            Assert.That(options.StatusPage.Port, Is.EqualTo(8080));
            Assert.That(options.Storage.Folder, Is.EqualTo(Repository.File("data")));
        }
    }

    [Test]
    public void Load_RelativePaths_CountFromTheFilesFolder()
    {
        using var folder = new TempFolder();
        var file = folder.File("config.json");
        File.WriteAllText(file, Sample.With(sample =>
        {
            sample["storage"]!["folder"] = "here/data";
            sample["cameras"]![1]!.AsObject().Remove("subStream");
            sample["cameras"]![1]!["clip"] = new System.Text.Json.Nodes.JsonObject { ["file"] = "clips/a.mp4" };
            sample["uplink"]!["broker"]!["caFile"] = "ca.pem";
            sample["uplink"]!["fallbackBrokers"] = System.Text.Json.Nodes.JsonNode.Parse(
                """[{ "address": "mqtts://city.example", "caFile": "city/ca.pem", "certificateFile": "city/c.pem", "keyFile": "/k.pem" }]""");
        }));

        var options = ConfigurationFile.Load(file);

        Assert.That(options.Storage.Folder, Is.EqualTo(folder.File("here", "data")));
        Assert.That(options.Cameras[1].Clip!.File, Is.EqualTo(folder.File("clips", "a.mp4")));
        Assert.That(options.Uplink.Broker.CaFile, Is.EqualTo(folder.File("ca.pem")));
        Assert.That(options.Uplink.FallbackBrokers.Select(broker => (broker.CaFile, broker.CertificateFile, broker.KeyFile)), Is.EqualTo(new[]
        {
            ((string?)folder.File("city", "ca.pem"), (string?)folder.File("city", "c.pem"), (string?)"/k.pem"),
        }));
    }

    [TestCase("nothing-here.json")]
    [TestCase("")]
    [TestCase("a\0b")]
    [TestCase("/")]
    public void Load_NoSuchFile_SaysSo(string file) => Assert.That(
        () => ConfigurationFile.Load(file), Throws.TypeOf<ConfigurationException>().With.Message.Contains("cannot be read"));

    [Test]
    public void Load_PathWithAForbiddenLetter_IsAConfigurationError()
    {
        using var folder = new TempFolder();
        var file = folder.File("config.json");
        File.WriteAllText(file, Sample.With(sample => sample["storage"]!["folder"] = "da\0ta"));

        Assert.That(() => ConfigurationFile.Load(file), Throws.TypeOf<ConfigurationException>());
    }

    [Test]
    public void Parse_CommentsAndTrailingCommas_AreAllowed() => Assert.That(
        ConfigurationFile.Parse("c", "// a\n" + Sample.Text.TrimEnd()[..^1] + "/* b */ }").Cameras, Has.Count.EqualTo(2));

    [Test]
    public void Parse_KeyTwice_IsRefusedByName() => Assert.That(
        Problems("""{ "video": { "width": 640, "width": 320 } }""").Single().Message, Does.Contain("width"));

    [TestCase("", "line 1")]
    [TestCase("{\n\"video\": {,}\n}", "line 2, column 11")]
    [TestCase("{} x", "line 1")]
    public void Parse_NoJson_SaysWhere(string text, string place) =>
        Assert.That(Problems(text).Single().Message, Does.StartWith(place));

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"text\"")]
    [TestCase("1")]
    public void Parse_NoSection_IsRefusedAsAWhole(string text) =>
        Assert.That(Problems(text).Single(), Has.Property("Path").Empty.And.Property("Message").Contains("must be a section"));

    [Test]
    public void Message_SeveralProblems_ListsEachOnALineOfItsOwn()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("my.json", Sample.With(sample =>
        {
            sample["video"]!["width"] = 1;
            sample["viedo"] = 1;
        })));

        Assert.That(error!.Message.Split('\n'), Has.Length.EqualTo(3));
        Assert.That(error.Message, Does.StartWith("my.json: 2 problems\n  viedo: is no key here; there are "));
        Assert.That(error.Message, Does.EndWith("\n  video.width: must be from 160 to 1920, is 1"));
    }

    [Test]
    public void ToString_OptionsWithPasswords_ShowsNone()
    {
        var options = ConfigurationFile.Parse("c", Sample.With(sample =>
        {
            sample["cameras"]![0]!["password"] = "hunter2";
            sample["uplink"]!["broker"]!["password"] = "hunter2";
        }));

        Assert.That(options.Cameras[0].Password!.Reveal(), Is.EqualTo("hunter2"));
        Assert.That($"{options} {options.Cameras[0]} {options.Uplink.Broker}", Does.Not.Contain("hunter2"));
        Assert.That(JsonSerializer.Serialize(options), Does.Not.Contain("hunter2"));
    }

    private static IReadOnlyList<ConfigurationProblem> Problems(string text) =>
        Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("c", text))!.Problems;
}

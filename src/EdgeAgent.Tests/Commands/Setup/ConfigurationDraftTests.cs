using System.Text;
using System.Text.Json.Nodes;
using EdgeAgent.Cameras;
using EdgeAgent.Commands;
using EdgeAgent.Commands.Setup;
using EdgeAgent.Configuration;
using EdgeAgent.Tests.Configuration;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class ConfigurationDraftTests
{
    private static readonly SiteDraft Site = new("quanzhou", "anxi", "tofu-7", "06:00-20:00", "mqtt://localhost", null, null);
    private static readonly SiteDraft NoChange = new(null, null, null, null, null, null, null);
    private static readonly CameraDraft Kitchen = new("kitchen", "操作间", Onvif: "192.168.1.64", User: "admin", Password: "hunter2", Zones: ["floor"]);
    private static readonly CameraDraft Store = new("store", SubStream: "rtsp://192.168.1.65/sub");

    private TempFolder folder = null!;

    [SetUp]
    public void MakeFolder() => folder = new TempFolder();

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Apply_NewSite_GivesAConfigurationWithItsRulesAndNoPassword()
    {
        var draft = Draft();

        draft.Apply(new SetupPlan(Site, [Kitchen, Store]));

        var options = ConfigurationFile.Parse("c", Text(draft));
        var rules = options.Rules.Active;
        Assert.Multiple(() =>
        {
            Assert.That(rules.Select(rule => rule.Rule).Distinct(), Is.EqualTo(new[]
            {
                "intrusion", "animal", "camera_lost", "camera_frozen", "camera_covered", "camera_moved", "camera_dark",
            }));
            Assert.That(rules.Where(rule => rule.Rule == "intrusion").Select(rule => (rule.Zone, string.Join(",", rule.Cameras), $"{rule.Hours[0]}")),
                Is.EqualTo(new[] { ("floor", "", "20:00-06:00"), ("", "store", "20:00-06:00") }));
            Assert.That(options.Cameras[0].Zones["floor"], Is.Not.Null);
            Assert.That(Text(draft), Does.Contain("\"password\": \"secret:kitchen\"").And.Not.Contain("hunter2"));
            Assert.That(draft.Secrets, Is.EqualTo(new Dictionary<string, string?> { ["kitchen"] = "hunter2" }));
        });
    }

    [Test]
    public void Apply_SameAgain_ChangesNothing()
    {
        var plan = new SetupPlan(Site, [Kitchen, Store]);
        var first = Draft();
        first.Apply(plan);
        Write(Text(first));

        var second = Draft();
        second.Apply(plan);

        Assert.That(second.IsChanged, Is.False);
    }

    [Test]
    public void Apply_NothingAskedFor_KeepsEveryKeyOfTheSample()
    {
        Write(Sample.Text);

        var draft = Draft();
        draft.Apply(new SetupPlan(NoChange, []));

        Assert.That(draft.IsChanged, Is.False);
        Assert.That(draft.HasComments, Is.True);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(Text(draft)), JsonNode.Parse(Sample.With(_ => { }))), Is.True);
    }

    [Test]
    public void Apply_NewCameraAtAKnownSite_IsWatchedByTheRulesThereAre()
    {
        Write(Sample.Text);
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("door", Onvif: "192.168.1.70", Zones: ["floor"])]));

        var before = JsonNode.Parse(Sample.With(_ => { }))!;
        var after = JsonNode.Parse(Text(draft))!;
        Assert.That(after["rules"]!["active"]![1]!.ToJsonString(), Is.EqualTo(
            """{"rule":"animal","cameras":["kitchen","door"],"zone":"floor","holdSeconds":1,"severity":"serious"}"""));
        after["rules"]!["active"]![1]!["cameras"]!.AsArray().RemoveAt(1);
        after["cameras"]!.AsArray().RemoveAt(2);
        Assert.That(JsonNode.DeepEquals(before, after), Is.True, "all else is as it was");
    }

    [Test]
    public void Apply_RuleTakenOutByHand_DoesNotComeBack()
    {
        Write(Sample.With(sample => sample["rules"]!["active"] = new JsonArray(new JsonObject { ["rule"] = "camera_lost" })));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("door", Onvif: "192.168.1.70")]));

        Assert.That(JsonNode.Parse(Text(draft))!["rules"]!["active"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public void Apply_PasswordKeptElsewhere_StaysThere()
    {
        Write(Sample.With(sample => sample["cameras"]![0]!["password"] = "env:KITCHEN"));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("kitchen", Password: "hunter2")]));

        Assert.That(draft.IsChanged, Is.False);
        Assert.That(draft.Secrets, Is.Empty);
    }

    [TestCase(null, "hunter2")]
    [TestCase("hunter3", "hunter3")]
    public void Apply_PasswordWrittenOut_IsMovedToTheSecrets(string? given, string expected)
    {
        Write(Sample.With(sample => sample["cameras"]![0]!["password"] = "hunter2"));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, given is null ? [] : [new CameraDraft("kitchen", Password: given)]));

        Assert.That(Text(draft), Does.Contain("\"password\": \"secret:kitchen\"").And.Not.Contain("hunter"));
        Assert.That(draft.Secrets, Is.EqualTo(new Dictionary<string, string?> { ["kitchen"] = expected }));
        Assert.That(draft.MovesPasswords, Is.True);
    }

    [Test]
    public void Apply_BrokerPasswordWrittenOut_IsMovedToTheSecrets()
    {
        Write(Sample.With(sample => sample["uplink"]!["broker"]!["password"] = "hunter2"));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, []));

        Assert.That(Text(draft), Does.Not.Contain("hunter2"));
        Assert.That(draft.Secrets, Is.EqualTo(new Dictionary<string, string?> { ["uplink.broker"] = "hunter2" }));
    }

    [Test]
    public void Apply_OnvifForACameraKnownByItsStreams_TakesTheStreamsOut()
    {
        Write(Sample.Text);
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("store", Onvif: "192.168.1.65")]));

        var store = ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "store");
        Assert.That((store.Onvif!.Address, store.SubStream, store.MainStream), Is.EqualTo(("192.168.1.65", (string?)null, (string?)null)));
    }

    [TestCase(null)]
    [TestCase("rtsp://192.168.1.66/main")]
    public void Apply_StreamsForACameraKnownByOnvif_LeaveNothingOfTheOldOne(string? main)
    {
        Write(Sample.With(sample =>
        {
            sample["cameras"]![0]!.AsObject().Remove("subStream");
            sample["cameras"]![0]!["onvif"] = new JsonObject { ["address"] = "192.168.1.64", ["subProfile"] = "Profile_2" };
            sample["cameras"]![0]!["mainStream"] = "rtsp://192.168.1.64/main";
        }));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("kitchen", SubStream: "rtsp://192.168.1.66/sub", MainStream: main)]));

        var kitchen = ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "kitchen");
        Assert.That((kitchen.Onvif, kitchen.SubStream, kitchen.MainStream), Is.EqualTo(((OnvifOptions?)null, "rtsp://192.168.1.66/sub", main)));
    }

    [Test]
    public void Apply_SameSubStreamWrittenInAnotherWay_LeavesOnvifAndTheMainStream()
    {
        Write(Sample.With(sample =>
        {
            sample["cameras"]![0]!["subStream"] = "rtsp://192.168.1.64/sub";
            sample["cameras"]![0]!["onvif"] = new JsonObject { ["address"] = "192.168.1.64" };
            sample["cameras"]![0]!["mainStream"] = "rtsp://192.168.1.64/main";
        }));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("kitchen", SubStream: "rtsp://192.168.1.64:554/sub")]));

        var kitchen = ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "kitchen");
        Assert.That((kitchen.Onvif?.Address, kitchen.MainStream), Is.EqualTo(("192.168.1.64", "rtsp://192.168.1.64/main")));
    }

    [Test]
    public void Apply_OtherSubStreamWithoutAMainStream_TakesTheOldMainStreamOut()
    {
        Write(Sample.Text);
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [Store with { Id = "kitchen" }]));

        var kitchen = ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "kitchen");
        Assert.That((kitchen.SubStream, kitchen.MainStream), Is.EqualTo((Store.SubStream, (string?)null)));
    }

    [Test]
    public void Apply_SameSubStreamAgain_KeepsWhatStandsBesideIt()
    {
        Write(Sample.Text);
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("kitchen", SubStream: draft.Options.Cameras[0].SubStream)]));

        Assert.That(draft.IsChanged, Is.False);
    }

    [Test]
    public void Apply_AddressesBesideOnvif_StayWhenTheCameraMoves()
    {
        Write(Sample.With(sample => sample["cameras"]![1]!["onvif"] = new JsonObject { ["address"] = "192.168.1.65" }));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("store", Onvif: "192.168.1.99")]));

        Assert.That(ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "store").SubStream, Is.Not.Null);
    }

    [Test]
    public void Apply_StreamForAClip_TakesTheClipOut()
    {
        Write(Sample.With(sample => sample["cameras"]![1] = new JsonObject { ["id"] = "store", ["clip"] = new JsonObject { ["file"] = "store.mp4" } }));
        var draft = Draft();

        draft.Apply(new SetupPlan(NoChange, [new CameraDraft("store", SubStream: "rtsp://192.168.1.65/sub")]));

        Assert.That(ConfigurationFile.Parse("c", Text(draft)).Cameras.Single(camera => camera.Id == "store").Clip, Is.Null);
    }

    [Test]
    public void Apply_HoursOfSeveralKinds_AreNotGuessedAt()
    {
        JsonObject Intrusion(string camera, string hours) =>
            new() { ["rule"] = "intrusion", ["cameras"] = new JsonArray(camera), ["hours"] = new JsonArray(hours) };
        Write(Sample.With(sample => sample["rules"]!["active"] = new JsonArray(Intrusion("kitchen", "20:00-06:00"), Intrusion("store", "00:00-01:00"))));

        Assert.That(() => Draft().Apply(new SetupPlan(NoChange with { Opening = "08:00-18:00" }, [])), Throws.TypeOf<UsageException>().With.Message.Contains("--hours"));
    }

    [Test]
    public void ToBytes_CannotBe_NamesThePlace()
    {
        var draft = Draft();

        draft.Apply(new SetupPlan(Site with { City = "Quanzhou City" }, [new CameraDraft("Küche", Onvif: "192.168.1.64")]));

        var problems = Assert.Throws<ConfigurationException>(() => draft.ToBytes())!.Problems.Select(problem => problem.Path);
        Assert.That(problems, Is.EqualTo(new[] { "cameras[0].id", "uplink.city" }));
    }

    private ConfigurationDraft Draft() => ConfigurationDraft.Open(folder.File("config.json"));

    private void Write(string text) => File.WriteAllText(folder.File("config.json"), text);

    private static string Text(ConfigurationDraft draft) => Encoding.UTF8.GetString(draft.ToBytes());
}

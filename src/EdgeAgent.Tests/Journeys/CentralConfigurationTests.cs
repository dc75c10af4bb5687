using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The centre reads and sets the configuration of an agent with a real camera.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class CentralConfigurationTests
{
    private static readonly Topics Topics = new("foodsafety/v1/quanzhou/anxi/tofu-042");
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);

    private MqttListener centre = null!;

    [Test]
    public async Task Run_CentreSetsAConfiguration_ItIsTriedKeptAndShown()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = centre = await MqttListener.AtAsync(broker);
        using var workshop = Shop(broker, camera);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("hall", Long, "watching");
        await centre.UntilIncidentsAsync(1);
        var (revision, config) = await GetAsync();

        var forbidden = config.DeepClone();
        forbidden["video"] = new JsonObject { ["ffmpeg"] = "/bin/sh" };
        Assert.That((await AskAsync("config-set", "forbidden", new { config = forbidden, revision })).State, Is.EqualTo(ReplyState.Accepted));
        Assert.That((await EndAsync("forbidden")).Reason, Does.Contain("video.ffmpeg: may be changed at the box only"));

        config["cameras"]![0]!["name"] = "前厅";
        var accepted = await AskAsync("config-set", "good", new { config, revision });
        var done = await EndAsync("good");
        Assert.That((accepted.State, done.State), Is.EqualTo((ReplyState.Accepted, ReplyState.Done)), done.Reason);

        var shown = await workshop.CameraAsync("hall");
        Assert.That(await OutcomeAsync(workshop), Is.EqualTo("kept"));
        var before = await File.ReadAllTextAsync(workshop.Configuration + ".previous");
        var incidents = centre.Incidents;
        Assert.Multiple(() =>
        {
            Assert.That(incidents.Select(message => message.Subject).Distinct().Count(), Is.EqualTo(1), "what was going on goes on");
            Assert.That(incidents.Select(message => message.Data.Event), Has.None.EqualTo(IncidentEvent.Closed));
            Assert.That(shown!.Value.GetProperty("name").GetString(), Is.EqualTo("前厅"));
            Assert.That(before, Does.Contain("hall").And.Not.Contain("前厅"));
            Assert.That(Boots(), Has.Count.EqualTo(2), "one process, two runs of the agent");
            Assert.That(agent.HasExited, Is.False);
        });

        await SayAsync("config-set", "good", new { config, revision });
        await centre.UntilAsync(_ => Replies("good").Count > 2);
        Assert.That(Replies("good")[^1].Result!.ToString(), Is.EqualTo(done.Result!.ToString()), "answered as before, and not set again");
        Assert.That((await GetAsync("again")).Revision, Is.EqualTo(done.Result!.Value.GetProperty("revision").GetString()));
        Assert.That(Boots(), Has.Count.EqualTo(2));
        Assert.That(centre.Heard.Select(message => Encoding.UTF8.GetString(message.Body)), Has.None.Contains(RtspCamera.Password));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password));
    }

    [Test]
    public async Task Run_KilledWithAConfigurationOnTrialAndStartedLater_TheOneBeforeIsPutBackAndTheRequestIsAnswered()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.SubAsync(), RtspLogin.Digest);
        using var nobody = new ClosedPort();
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = centre = await MqttListener.AtAsync(broker);
        using var workshop = Shop(broker, camera);
        var text = await File.ReadAllTextAsync(workshop.Configuration);
        using (var first = workshop.Start())
        {
            await workshop.CameraBecomes("hall", Long, "watching");
            var (revision, config) = await GetAsync();
            config["cameras"]![0]!["subStream"] = $"rtsp://127.0.0.1:{nobody.Number}/nobody";
            config["cameras"]![0]!["password"] = "another";
            await AskAsync("config-set", "dead", new { config, revision });
            await centre.UntilAsync(_ => Boots().Count == 2);
            first.Kill();
        }

        var files = new TrialFiles(workshop.Configuration);
        var trial = files.Load()!;
        files.Save(trial with { At = trial.At.AddHours(-1) });
        using var last = workshop.Start();
        var failed = await EndAsync("dead");
        await workshop.CameraBecomes("hall", Long, "watching");

        Assert.That(trial.State, Is.EqualTo(TrialState.Running));
        Assert.That(failed.State, Is.EqualTo(ReplyState.Failed));
        Assert.That(failed.Reason, Does.StartWith("undone, the configuration before counts again"));
        Assert.That(await File.ReadAllTextAsync(workshop.Configuration), Is.EqualTo(text));
        Assert.That(await OutcomeAsync(workshop), Is.EqualTo("undone"));
        Assert.That(await last.StopAsync(), Is.Zero, last.Transcript());
    }

    [Test]
    public async Task Run_ConfigurationOnTrialCannotBeRunWith_TheOneBeforeIsRunAtOnce()
    {
        using var nobody = new ClosedPort();
        using var workshop = new Workshop($"mqtt://127.0.0.1:{nobody.Number}", [new { id = "hall", subStream = $"rtsp://127.0.0.1:{nobody.Number}/a" }], []);
        var good = await File.ReadAllBytesAsync(workshop.Configuration);
        var bad = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(good).Replace("modelFolder", "detector", StringComparison.Ordinal));
        var trial = new Trial("r1", TimeProvider.System.GetUtcNow(), PresentConfiguration.RevisionOf(good), PresentConfiguration.RevisionOf(bad), [], []);
        new TrialFiles(workshop.Configuration).Begin(trial, good, bad);

        using var agent = workshop.Start();
        await Eventually.Finds(async () => await OutcomeAsync(workshop) is "undone" and var outcome ? outcome : null, "the page says that it was undone", Long);

        Assert.That(await File.ReadAllBytesAsync(workshop.Configuration), Is.EqualTo(good));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
    }

    private static Workshop Shop(MosquittoBroker broker, RtspCamera camera) => new(
        broker.Address,
        [new { id = "hall", name = "豆浆间", subStream = camera.Address("sub"), user = RtspCamera.User, password = RtspCamera.Password }],
        [new { rule = "intrusion", coolDownSeconds = 600 }]);

    private async Task<(string Revision, JsonNode Config)> GetAsync(string id = "get")
    {
        await SayAsync("config-get", id, new { });
        var result = (await EndAsync(id)).Result!.Value;
        return (result.GetProperty("revision").GetString()!, JsonNode.Parse(result.GetProperty("config").GetRawText())!);
    }

    private async Task<ReplyMessage> AskAsync(string name, string id, object args)
    {
        await SayAsync(name, id, args);
        await centre.UntilAsync(_ => Replies(id).Count > 0);
        return Replies(id)[0];
    }

    private async Task<ReplyMessage> EndAsync(string id)
    {
        await centre.UntilAsync(_ => Replies(id).Any(reply => reply.State != ReplyState.Accepted));
        return Replies(id).First(reply => reply.State != ReplyState.Accepted);
    }

    private Task SayAsync(string name, string id, object args)
    {
        var now = TimeProvider.System.GetUtcNow();
        return centre.PublishAsync(Topics.Command(name), new CommandMessage(id, now, now.AddHours(1), JsonSerializer.SerializeToElement(args)));
    }

    private static async Task<string?> OutcomeAsync(Workshop workshop) =>
        await workshop.StatusAsync() is { } status && status.GetProperty("centralChange") is { ValueKind: JsonValueKind.Object } change
            ? change.GetProperty("outcome").GetString()
            : null;

    private List<string> Boots() =>
        [.. centre.Heard.Where(message => message.Topic == Topics.Status).Select(message => message.As<StatusMessage>().BootId).Distinct()];

    private List<ReplyMessage> Replies(string id) =>
        [.. centre.Heard.Where(message => message.Topic == Topics.Reply(id)).Select(message => message.As<ReplyMessage>())];
}

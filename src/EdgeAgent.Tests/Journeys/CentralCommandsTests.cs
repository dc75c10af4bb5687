using System.Security.Cryptography;
using System.Text.Json;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>What the centre may ask of an agent with a real camera, and what its owner can do about it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CentralCommandsTests
{
    private static readonly Topics Topics = new("foodsafety/v1/quanzhou/anxi/tofu-042");

    private MqttListener centre = null!;

    [Test]
    public async Task Run_CentreCommands_IsServedOverARestartAndRefusedWhereTheOwnerPauses()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["main"] = await TestClips.MainAsync(), ["sub"] = await TestClips.SubAsync() }, RtspLogin.Digest);
        using var broker = await MosquittoBroker.RunAsync();
        await using var listener = centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address,
            [new { id = "hall", name = "豆浆间", mainStream = camera.Address("main"), subStream = camera.Address("sub"), user = RtspCamera.User, password = RtspCamera.Password }],
            []);
        using (var agent = workshop.Start())
        {
            await workshop.CameraBecomes("hall", TimeSpan.FromSeconds(60), "watching");

            var picture = await AskAsync("snapshot", "picture", new { camera = "hall" });
            Assert.That(picture.State, Is.EqualTo(ReplyState.Done), picture.Reason);
            Demand(picture.Result!.Value);

            var before = Count(Topics.Status);
            Assert.That((await AskAsync("rebirth", "again", new { })).State, Is.EqualTo(ReplyState.Done));
            await centre.UntilAsync(_ => Count(Topics.Status) > before && Count(Topics.Heartbeat) > 0 && Count(Topics.Camera("hall")) > 1);
            Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
            Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password));
        }

        using var next = workshop.Start();
        await workshop.CameraBecomes("hall", TimeSpan.FromSeconds(60), "watching");
        var pictures = Count(Topics.Live("hall"));
        var replies = Count(Topics.Reply("picture"));
        await SayAsync("snapshot", "picture", new { camera = "hall" });
        await centre.UntilAsync(_ => Count(Topics.Reply("picture")) > replies);
        Assert.That(Count(Topics.Live("hall")), Is.EqualTo(pictures), "it was answered as before, and not carried out again");

        await workshop.PostAsync("/api/remote/pause", """{"minutes":60}""");
        var refused = await AskAsync("snapshot", "other", new { camera = "hall" });
        Assert.That((refused.State, refused.Reason), Is.EqualTo((ReplyState.Refused, refused.Reason)));
        Assert.That(refused.Reason, Does.StartWith("the owner has paused remote viewing until"));
        await AskAsync("rebirth", "beat", new { });
        await centre.UntilAsync(all => all.Last(message => message.Topic == Topics.Heartbeat).As<HeartbeatMessage>().Remote?.PausedUntil is not null);
    }

    private void Demand(JsonElement result)
    {
        var jpeg = centre.Heard.Single(message => message.Topic == Topics.Live("hall")).Body;
        Assert.Multiple(() =>
        {
            Assert.That(result.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(jpeg))));
            Assert.That(result.GetProperty("bytes").GetInt32(), Is.EqualTo(jpeg.Length).And.AtMost(256 * 1024));
            Assert.That((result.GetProperty("width").GetInt32(), result.GetProperty("height").GetInt32()), Is.EqualTo((1920, 1080)), "of the main stream");
        });
    }

    private int Count(string topic) => centre.Heard.Count(message => message.Topic == topic);

    private Task SayAsync(string name, string id, object args)
    {
        var now = TimeProvider.System.GetUtcNow();
        return centre.PublishAsync(Topics.Command(name), new CommandMessage(id, now, now.AddHours(1), JsonSerializer.SerializeToElement(args)));
    }

    private async Task<ReplyMessage> AskAsync(string name, string id, object args)
    {
        await SayAsync(name, id, args);
        var heard = await centre.UntilAsync(all => all.Any(message => message.Topic == Topics.Reply(id)));
        return heard.First(message => message.Topic == Topics.Reply(id)).As<ReplyMessage>();
    }
}

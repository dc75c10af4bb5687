using System.Text.Json;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The centre has an agent's live video and a recording pushed to a media server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PushedVideoTests
{
    private static readonly Topics Topics = new("foodsafety/v1/quanzhou/anxi/tofu-042");

    [Test]
    public async Task Run_CentreAsksForVideo_ItComesToListedServersAlone()
    {
        using var camera = await RtspCamera.StartAsync(
            new Dictionary<string, string> { ["main"] = await TestClips.MainAsync(), ["sub"] = await TestClips.SubAsync() }, RtspLogin.Digest);
        using var broker = await MosquittoBroker.RunAsync();
        using var live = await MediaReceiver.StartAsync("rtmp");
        using var recorded = await MediaReceiver.StartAsync("srt");
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address,
            [new { id = "hall", mainStream = camera.Address("main"), subStream = camera.Address("sub"), user = RtspCamera.User, password = RtspCamera.Password }],
            [],
            mediaServers: [live.Server + "/live", recorded.Server]);
        using var agent = workshop.Start();
        await workshop.CameraBecomes("hall", TimeSpan.FromSeconds(60), "watching");
        var began = TimeProvider.System.GetUtcNow();

        var pushed = await AskAsync(centre, "stream", "a", new { camera = "hall", address = live.Address, seconds = 5 });
        Assert.That(pushed.Select(answer => answer.State), Is.EqualTo(new[] { ReplyState.Accepted, ReplyState.Done }), pushed[^1].Reason);
        Assert.That((await live.EndAsync()).Codecs, Is.EqualTo("h264"));

        // What was recorded meanwhile is on the disk when its segment is full.
        var clip = await Eventually.Finds(
            async () => await AskAsync(centre, "clip", Guid.NewGuid().ToString("n"), new { camera = "hall", from = began, to = began.AddSeconds(3), address = recorded.Address })
                is [_, { State: ReplyState.Done }] answers ? answers : null,
            "the recording is there");
        Assert.That((await recorded.EndAsync()).Codecs, Is.EqualTo("h264"));
        Assert.That(clip[^1].Result!.Value.GetProperty("stream").GetString(), Is.EqualTo("main"));

        var refused = await AskAsync(centre, "stream", "b", new { camera = "hall", address = live.Server + "/other/hunter2" });
        Assert.That((refused[^1].State, refused[^1].Reason), Is.EqualTo((ReplyState.Refused, "the address is not below one of uplink.mediaServers in the box's configuration")));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Not.Contain("hunter2").And.Not.Contain(RtspCamera.Password));
    }

    private static async Task<IReadOnlyList<ReplyMessage>> AskAsync(MqttListener centre, string name, string id, object args)
    {
        var now = TimeProvider.System.GetUtcNow();
        await centre.PublishAsync(Topics.Command(name), new CommandMessage(id, now, now.AddHours(1), JsonSerializer.SerializeToElement(args)));
        var heard = await centre.UntilAsync(all => all.Any(message => message.Topic == Topics.Reply(id) && message.As<ReplyMessage>().State != ReplyState.Accepted));
        return [.. heard.Where(message => message.Topic == Topics.Reply(id)).Select(message => message.As<ReplyMessage>())];
    }
}

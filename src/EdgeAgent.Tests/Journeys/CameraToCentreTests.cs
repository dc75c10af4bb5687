using System.Security.Cryptography;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>The whole way: an RTSP camera with a login, the agent, Mosquitto, a central system.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CameraToCentreTests
{
    [Test]
    public async Task Run_PersonBeforeRealCamera_CentreGetsIncidentAndPictureByTheContract()
    {
        using var camera = await RtspCamera.StartAsync(await TestClips.PersonAsync(), RtspLogin.Digest);
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        using var workshop = new Workshop(
            broker.Address,
            [new { id = "packing", name = "包装间", subStream = camera.Address("sub"), mainStream = camera.Address("sub"), user = RtspCamera.User, password = "env:CAMERA_PASSWORD" }],
            [new { rule = "intrusion" }, new { rule = "camera_lost" }]);
        using var agent = AgentProcess.Start(
            new Dictionary<string, string?> { ["CAMERA_PASSWORD"] = RtspCamera.Password }, "run", "--config", workshop.Configuration);

        await centre.UntilAsync(all => Closed(all).Any() && all.Any(message => message.Topic.Contains("/thumbnail/", StringComparison.Ordinal)));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        var heard = await centre.UntilAsync(all => all[^1].Topic.EndsWith("/status", StringComparison.Ordinal) && all.Count > 4);

        var consumer = new Consumer("foodsafety");
        var received = heard.Select(message => consumer.Receive(message.Topic, message.Body)).ToList();
        var opened = received.OfType<IncidentReceived>().Select(incident => incident.Message).First();
        var states = received.OfType<StatusReceived>().Select(status => status.Message.State);
        Assert.Multiple(() =>
        {
            Assert.That(received.OfType<UnknownReceived>(), Is.Empty, "every message is of the contract");
            Assert.That(states, Is.EqualTo(new[] { AgentState.Online, AgentState.Stopped }));
            Assert.That(received.OfType<CameraReceived>().Select(state => state.Message.State), Does.Contain("watching"));
            Assert.That(opened.Type, Is.EqualTo("cn.foodsafety.incident.opened"));
            Assert.That(opened.Source, Is.EqualTo("foodsafety/v1/quanzhou/anxi/tofu-042"));
            Assert.That((opened.Data.Rule, opened.Data.Camera, opened.Data.Title.Zh), Is.EqualTo(("intrusion", "packing", "非工作时间人员进入")));
            Assert.That(consumer.Missing, Is.Zero);
            Assert.That(consumer.WrongThumbnails, Is.Zero);
            Assert.That(heard.Select(message => message.Topic).Where(topic => !topic.StartsWith("foodsafety/v1/quanzhou/anxi/tofu-042/", StringComparison.Ordinal)), Is.Empty);
        });
        DemandPicture(heard, opened);
        Assert.That(agent.Transcript(), Does.Not.Contain(RtspCamera.Password).And.Not.Contain(Uri.EscapeDataString(RtspCamera.Password)));
    }

    private static void DemandPicture(IEnumerable<HeardMessage> heard, IncidentMessage opened)
    {
        var picture = heard.First(message => message.Topic == opened.Data.Thumbnail!.Topic).Body;
        Assert.Multiple(() =>
        {
            Assert.That(picture, Has.Length.EqualTo(opened.Data.Thumbnail!.Bytes).And.Length.LessThanOrEqualTo(48_000));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(picture)), Is.EqualTo(opened.Data.Thumbnail!.Sha256));
            Assert.That(picture.Take(2), Is.EqualTo(new byte[] { 0xFF, 0xD8 }), "a JPEG");
        });
    }

    private static IEnumerable<IncidentMessage> Closed(IEnumerable<HeardMessage> all) =>
        all.Where(message => message.Topic.EndsWith("/incident", StringComparison.Ordinal))
            .Select(message => message.As<IncidentMessage>())
            .Where(message => message.Data.Event == IncidentEvent.Closed);
}

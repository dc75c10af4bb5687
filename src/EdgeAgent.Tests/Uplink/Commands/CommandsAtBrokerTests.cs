using System.Net;
using System.Text;
using System.Text.Json;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace EdgeAgent.Tests.Uplink.Commands;

/// <summary>Commands and answers over a real broker.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CommandsAtBrokerTests
{
    private static readonly Topics Topics = new("foodsafety/v1/quanzhou/anxi/tofu-7");

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Command_FromTheCentre_IsAnsweredOnItsReplyTopic(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        await using var box = Box(broker, version);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        await centre.PublishAsync(Topics.Command("echo"), Request("a"));
        var reply = await ReplyAsync(centre, "a");

        Assert.That((reply.State, reply.Result!.Value.GetProperty("name").GetString()), Is.EqualTo((ReplyState.Done, "echo")));
    }

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Command_RetainedAtTheBroker_IsNotCarriedOut(MqttVersion version)
    {
        using var broker = await MosquittoBroker.RunAsync();
        using var office = await OfficeAsync(broker);
        await office.PublishAsync(new MqttApplicationMessage
        {
            Topic = Topics.Command("echo"), PayloadSegment = ContractJson.WriteBytes(Request("lies-there")), Retain = true, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        });
        await using var box = Box(broker, version);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        await office.PublishAsync(new MqttApplicationMessage
        {
            Topic = Topics.Command("echo"), PayloadSegment = ContractJson.WriteBytes(Request("comes-now")), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        });

        await Eventually.Holds(() => box.Commands.Newest(9).Any(entry => entry is { RequestId: "comes-now", State: ReplyState.Done }), "the other is carried out");
        Assert.That(box.Commands.Newest(9).Where(entry => entry.RequestId == "lies-there").Select(entry => entry.State), Is.All.EqualTo(ReplyState.Refused));
    }

    [Test]
    public async Task Command_HostileAndLarge_NeitherEndsTheConnectionNorHoldsUpIncidents()
    {
        using var broker = await MosquittoBroker.RunAsync();
        using var office = await OfficeAsync(broker);
        await using var box = Box(broker, MqttVersion.V311);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        var since = box.Publisher.Status.Since;

        foreach (var body in new[] { new byte[1_000_000], [], "{\"requestId\":"u8.ToArray(), [0xFF, 0xFE], Encoding.UTF8.GetBytes(new string('[', 60_000)) })
        {
            await office.PublishAsync(new MqttApplicationMessage { Topic = Topics.Command("echo"), PayloadSegment = body, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });
            await office.PublishAsync(new MqttApplicationMessage { Topic = Topics.Command("\u540d$字"), PayloadSegment = body });
        }

        box.Report("a", IncidentEvent.Opened);
        await box.UntilEmptyAsync();
        await office.PublishAsync(new MqttApplicationMessage { Topic = Topics.Command("echo"), PayloadSegment = ContractJson.WriteBytes(Request("after")), QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce });

        await Eventually.Holds(() => box.Commands.Newest(1).FirstOrDefault() is { RequestId: "after", State: ReplyState.Done }, "the next is carried out");
        Assert.That((box.Publisher.Status.Connected, box.Publisher.Status.Since), Is.EqualTo((true, since)));
    }

    [Test]
    public async Task Command_BrokerGoneBeforeItsAnswer_IsAnsweredOnTheNextConnection()
    {
        using var broker = await MosquittoBroker.RunAsync();
        var end = new TaskCompletionSource<CommandAnswer>();
        await using var box = Box(broker, MqttVersion.V5);
        box.Desk.Handle("stay", (_, _) => end.Task, isLong: true);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        await using var centre = await MqttListener.AtAsync(broker);
        await centre.PublishAsync(Topics.Command("stay"), Request("a"));
        Assert.That((await ReplyAsync(centre, "a")).State, Is.EqualTo(ReplyState.Accepted));

        broker.Kill();
        await Eventually.Holds(() => !box.Publisher.Status.Connected, "not connected");
        end.SetResult(CommandAnswer.Done());
        await broker.StartAsync();

        await centre.UntilAsync(all => all.Any(message => message.Topic == Topics.Reply("a") && message.As<ReplyMessage>().State == ReplyState.Done));
    }

    [Test]
    public async Task Command_AgentStopsMeanwhile_IsAnsweredBeforeTheGoodbye()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        await using var box = Box(broker, MqttVersion.V5);
        box.Desk.Handle("stay", async (_, stopping) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping);
            return CommandAnswer.Done();
        }, isLong: true);
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        await centre.PublishAsync(Topics.Command("stay"), Request("a"));
        await ReplyAsync(centre, "a");

        await box.StopAsync();

        var heard = await centre.UntilAsync(all => all[^1].Topic == Topics.Status && all[^1].As<StatusMessage>().State == AgentState.Stopped);
        var last = heard[^2].As<ReplyMessage>();
        Assert.That((last.State, last.Reason), Is.EqualTo((ReplyState.Failed, "the agent was stopped meanwhile")));
    }

    [Test]
    public async Task Reply_LargerThanTheBrokerTakes_ComesWithoutItsResult()
    {
        using var broker = await MosquittoBroker.RunAsync("max_packet_size 65536");
        await using var centre = await MqttListener.AtAsync(broker);
        await using var box = Box(broker, MqttVersion.V5);
        box.Desk.Handle("much", (_, _) => Task.FromResult(CommandAnswer.Done(new { text = new string('x', 70_000) })));
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");

        await centre.PublishAsync(Topics.Command("much"), Request("a"));
        var reply = await ReplyAsync(centre, "a");

        Assert.That((reply.State, reply.Result), Is.EqualTo((ReplyState.Done, (JsonElement?)null)));
        Assert.That(reply.Reason, Does.Contain("more bytes than the broker takes"));
    }

    [Test]
    public async Task Listen_BrokerThatEndsTheConnectionOfWhoeverSubscribes_GetsTheIncidentsAllTheSame()
    {
        var port = FreePort.Next();
        using var broker = new MqttServerFactory().CreateMqttServer(
            new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointPort(port).WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None).Build());
        broker.InterceptingSubscriptionAsync += asked =>
        {
            asked.ProcessSubscription = false;
            asked.CloseConnection = true;
            return Task.CompletedTask;
        };
        await broker.StartAsync();
        await using var box = new UplinkBench($"mqtt://127.0.0.1:{port}");
        await box.StartAsync();

        box.Report("a");

        await box.UntilEmptyAsync();
    }

    [Test]
    public async Task SayAllAgain_Connected_SaysStatusAndStatesOnceMore()
    {
        using var broker = await MosquittoBroker.RunAsync();
        await using var centre = await MqttListener.AtAsync(broker);
        await using var box = Box(broker, MqttVersion.V5);
        box.Publisher.SetCameraState(new CameraMessage("door", "", "watching", TimeProvider.System.GetUtcNow(), null));
        await box.StartAsync();
        await centre.UntilAsync(all => all.Any(message => message.Topic == Topics.Camera("door")));

        box.Publisher.SayAllAgain();

        var heard = await centre.UntilAsync(all => Of(all, Topics.Camera("door")).Count == 2 && Of(all, Topics.Status).Count == 2);
        Assert.That(Of(heard, Topics.Status)[1].Body, Is.EqualTo(Of(heard, Topics.Status)[0].Body));
    }

    private static List<HeardMessage> Of(IEnumerable<HeardMessage> all, string topic) => [.. all.Where(message => message.Topic == topic)];

    private static UplinkBench Box(MosquittoBroker broker, MqttVersion version)
    {
        var box = new UplinkBench(broker.Address, options => options with { Broker = options.Broker with { Version = version } });
        box.Desk.Handle("echo", (request, _) => Task.FromResult(CommandAnswer.Done(new { request.Name })));
        return box;
    }

    private static async Task<IMqttClient> OfficeAsync(MosquittoBroker broker)
    {
        var office = new MqttClientFactory().CreateMqttClient();
        await office.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        return office;
    }

    private static CommandMessage Request(string id) => new(id, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddMinutes(5));

    private static async Task<ReplyMessage> ReplyAsync(MqttListener centre, string id) =>
        (await centre.UntilAsync(all => all.Any(message => message.Topic == Topics.Reply(id)))).First(message => message.Topic == Topics.Reply(id)).As<ReplyMessage>();
}

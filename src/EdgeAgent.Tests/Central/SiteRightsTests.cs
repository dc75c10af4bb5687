using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using MQTTnet;
using MQTTnet.Exceptions;

namespace EdgeAgent.Tests.Central;

/// <summary>Two sites on one broker with the shipped configuration, rights and certificates.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SiteRightsTests
{
    private const string First = "foodsafety/v1/quanzhou/anxi/tofu-7";
    private const string Second = "foodsafety/v1/quanzhou/anxi/tofu-8";

    private TempFolder folder = null!;
    private CentralAuthority authority = null!;
    private Identity first = null!;
    private Identity second = null!;
    private Identity office = null!;
    private MosquittoBroker broker = null!;

    [OneTimeSetUp]
    public async Task FoundAsync()
    {
        folder = new TempFolder();
        authority = await CentralAuthority.FoundAsync(folder.File("city"));
        first = await authority.IssueAsync("site", "quanzhou/anxi/tofu-7");
        second = await authority.IssueAsync("site", "quanzhou/anxi/tofu-8");
        office = await authority.IssueAsync("office", "anxi");
        broker = CentralBroker.City(authority);
        await broker.StartAsync();
    }

    [OneTimeTearDown]
    public void Remove()
    {
        broker.Dispose();
        folder.Dispose();
    }

    [TestCase(MqttVersion.V5)]
    [TestCase(MqttVersion.V311)]
    public async Task Publish_UnderTheTopicOfAnother_NeverArrives(MqttVersion version)
    {
        using var reader = await OfficeAsync();
        foreach (var topic in new[] { $"{First}/incident", $"{First}/command/snapshot", $"{First}/reply/1", "foodsafety/v1/quanzhou/anxi", "other" })
        {
            using var forger = await CentralClient.ConnectAsync(second.At(broker) with { Version = version });
            var wasTaken = await TookAsync(forger, topic);
            // Over MQTT 3.1.1 the broker cannot say no.
            Assert.That(wasTaken, Is.False.Or.EqualTo(version == MqttVersion.V311), topic);
        }

        using var site = await CentralClient.ConnectAsync(second.At(broker) with { Version = version });
        Assert.That(await site.PublishAsync($"{Second}/incident", "own"), Is.True);
        await reader.UntilHeardAsync($"{Second}/incident own");
        Assert.That(reader.Heard, Is.EqualTo([$"{Second}/incident own"]));
    }

    [Test]
    public async Task Subscribe_ToWhatIsOfAnother_NothingIsDelivered()
    {
        using var reader = await OfficeAsync();
        using var site = await CentralClient.ConnectAsync(second.At(broker));
        foreach (var filter in new[] { "#", "$SYS/#", "foodsafety/v1/+/+/+/#", $"{First}/#", $"{First}/command/#", "foodsafety/v1/+/+/+/command/#" })
        {
            await site.SubscribeAsync(filter);
        }

        using var other = await CentralClient.ConnectAsync(first.At(broker));
        await other.PublishAsync($"{First}/incident", "of the first");
        await site.PublishAsync($"{Second}/incident", "of the second");
        await reader.PublishAsync($"{First}/command/snapshot", "for the first");
        await reader.PublishAsync($"{Second}/command/snapshot", "for the second");

        await site.UntilHeardAsync($"{Second}/command/snapshot for the second");
        Assert.That(site.Heard.Distinct(), Is.EqualTo([$"{Second}/command/snapshot for the second"]));
    }

    [Test]
    public async Task Will_OnTheTopicOfAnother_IsNotPublished()
    {
        using var reader = await OfficeAsync();
        (await CentralClient.ConnectAsync(second.At(broker), options => Will(options, $"{First}/status"))).Dispose();
        (await CentralClient.ConnectAsync(second.At(broker), options => Will(options, $"{Second}/status"))).Dispose();

        await reader.UntilHeardAsync($"{Second}/status lost");
        Assert.That(reader.Heard, Is.EqualTo([$"{Second}/status lost"]));
    }

    [Test]
    public async Task Publish_ByTheBridgeOfAnotherCounty_IsRefused()
    {
        var bridge = await authority.IssueAsync("county", "quanzhou/huian");
        using var county = await CentralClient.ConnectAsync(bridge.At(broker));

        Assert.That(await county.PublishAsync("foodsafety/v1/quanzhou/huian/cake-1/incident", "own"), Is.True);
        Assert.That(await TookAsync(county, $"{First}/incident"), Is.False);
    }

    [Test]
    public void Connect_WithoutACertificate_IsRefused() =>
        Assert.ThrowsAsync<LinkException>(() => CentralClient.ConnectAsync(first.At(broker) with { CertificateFile = null, KeyFile = null }));

    [Test]
    public async Task Connect_CertificateOfAnotherAuthority_IsRefused()
    {
        var foreign = await CentralAuthority.FoundAsync(folder.File("foreign"));
        var twin = await foreign.IssueAsync("site", "quanzhou/anxi/tofu-7");

        Assert.ThrowsAsync<LinkException>(() => CentralClient.ConnectAsync(twin.At(broker) with { CaFile = first.Authority }));
    }

    [Test]
    public async Task Connect_RevokedSite_IsRefusedAndOthersAreNot()
    {
        var stolen = await authority.IssueAsync("site", "quanzhou/anxi/stolen");
        using var own = CentralBroker.City(authority);
        await own.StartAsync();
        (await CentralClient.ConnectAsync(stolen.At(own))).Dispose();

        await authority.RunAsync("revoke", "quanzhou/anxi/stolen");
        await own.RestartAsync();

        Assert.ThrowsAsync<LinkException>(() => CentralClient.ConnectAsync(stolen.At(own)));
        (await CentralClient.ConnectAsync(first.At(own))).Dispose();
    }

    private static MqttClientOptionsBuilder Will(MqttClientOptionsBuilder options, string topic) => options.WithWillTopic(topic).WithWillPayload("lost");

    /// <summary>Mosquitto answers a forbidden message over MQTT 5 with a refusal, and may end the connection.</summary>
    private static async Task<bool> TookAsync(CentralClient client, string topic)
    {
        try
        {
            return await client.PublishAsync(topic, "forged");
        }
        catch (MqttCommunicationException)
        {
            return false;
        }
    }

    private async Task<CentralClient> OfficeAsync()
    {
        var reader = await CentralClient.ConnectAsync(office.At(broker));
        await reader.SubscribeAsync("foodsafety/v1/#");
        return reader;
    }
}

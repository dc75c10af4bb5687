using System.Text.Json.Nodes;
using EdgeAgent.Tests.Commands;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;

namespace EdgeAgent.Tests.Central;

/// <summary>A county's and a city's broker with the shipped configuration, a box at the county, the reference consumer at the city.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class BridgeTests
{
    private const string Site = "foodsafety/v1/quanzhou/anxi/tofu-7";
    private static readonly byte[] Jpeg = [0xFF, 0xD8, .. new byte[40_000]];

    private TempFolder folder = null!;
    private CentralAuthority ofCity = null!;
    private CentralAuthority ofCounty = null!;
    private Identity bridge = null!;
    private Identity office = null!;
    private Identity site = null!;
    private MosquittoBroker city = null!;
    private MosquittoBroker county = null!;

    [OneTimeSetUp]
    public async Task FoundAsync()
    {
        folder = new TempFolder();
        ofCity = await CentralAuthority.FoundAsync(folder.File("city"));
        ofCounty = await CentralAuthority.FoundAsync(folder.File("county"));
        bridge = await ofCity.IssueAsync("county", "quanzhou/anxi");
        office = await ofCity.IssueAsync("office", "anxi");
        site = await ofCounty.IssueAsync("site", "quanzhou/anxi/tofu-7");
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [SetUp]
    public async Task StartAsync()
    {
        city = CentralBroker.City(ofCity);
        await city.StartAsync();
        county = CentralBroker.County(ofCounty, city, bridge);
        await county.StartAsync();
    }

    [TearDown]
    public void Stop()
    {
        county.Dispose();
        city.Dispose();
    }

    [Test]
    public async Task Up_CityKilledMeanwhile_EverythingArrivesInOrder()
    {
        await using var box = Box();
        await using var watch = await WatchAsync();
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected: what is reported now is new");
        Report(box, 1, 5);
        await UntilSeenAsync(watch, 5);

        city.Kill();
        Report(box, 6, 10);
        await box.UntilEmptyAsync();
        await city.StartAsync();
        Report(box, 11, 15);

        await UntilSeenAsync(watch, 15);
        Assert.That(Seen(watch), Is.EqualTo(Enumerable.Range(1, 15)), "in order");
        Assert.That(await watch.StopAsync(), Is.Zero, watch.Errors);
        Assert.That(watch.Errors, Does.Contain("missing=0 thumbnails=3"));
    }

    [Test]
    public async Task Up_CountyKilledWhileItKeepsForTheCity_EverythingArrivesInOrder()
    {
        await using var box = Box();
        await using var watch = await WatchAsync();
        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected: what is reported now is new");
        Report(box, 1, 5);
        await UntilSeenAsync(watch, 5);

        city.Kill();
        Report(box, 6, 10);
        await box.UntilEmptyAsync();
        await county.UntilKeptAsync("\"seq\":10");
        county.Kill();
        Report(box, 11, 15);
        await county.StartAsync();
        await box.UntilEmptyAsync();
        await city.StartAsync();

        await UntilSeenAsync(watch, 15);
        Assert.That(Seen(watch), Is.EqualTo(Enumerable.Range(1, 15)), "in order");
        Assert.That(await watch.StopAsync(), Is.Zero, watch.Errors);
    }

    [Test]
    public async Task Up_ConsumerAwayAndCityKilled_TheConsumersSessionHasEverything()
    {
        await using var box = Box();
        await using (var before = await WatchAsync())
        {
            await before.StopAsync();
        }

        await box.StartAsync();
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected: what is reported now is new");
        Report(box, 1, 5);
        await box.UntilEmptyAsync();
        await city.UntilKeptAsync("\"seq\":5");
        await city.RestartAsync();
        Report(box, 6, 10);

        await using var after = await WatchAsync();
        await UntilSeenAsync(after, 10);
        Assert.That(Seen(after), Is.EqualTo(Enumerable.Range(1, 10)), "in order");
    }

    [Test]
    public async Task Down_CommandAtTheCity_ReachesTheBoxOnceAndItsReplyComesUp()
    {
        using var box = await CentralClient.ConnectAsync(site.At(county));
        await box.SubscribeAsync($"{Site}/command/#");
        using var centre = await CentralClient.ConnectAsync(office.At(city));
        await centre.SubscribeAsync("foodsafety/v1/#");
        await centre.SubscribeAsync("$SYS/broker/connection/#");
        await centre.UntilHeardAsync("$SYS/broker/connection/bridge-quanzhou-anxi/state 1");

        await centre.PublishAsync($"{Site}/command/snapshot", "please");
        await box.UntilHeardAsync($"{Site}/command/snapshot please");
        await box.PublishAsync($"{Site}/reply/1", "done");

        await centre.UntilHeardAsync($"{Site}/reply/1 done");
        Assert.That(box.Heard, Is.EqualTo([$"{Site}/command/snapshot please"]));
        Assert.That(centre.Heard.Skip(1), Is.EqualTo([$"{Site}/command/snapshot please", $"{Site}/reply/1 done"]), "nothing comes back");
    }

    [Test]
    public async Task Down_CountyAwayWhenTheCommandCame_ItIsDeliveredLater()
    {
        using var centre = await CentralClient.ConnectAsync(office.At(city));
        await centre.SubscribeAsync("$SYS/broker/connection/#");
        await centre.UntilHeardAsync("$SYS/broker/connection/bridge-quanzhou-anxi/state 1");
        using (var box = await SessionAsync())
        {
            await box.SubscribeAsync($"{Site}/command/#");
            await county.UntilKeptAsync("box", $"{Site}/command/#");
        }

        county.Kill();
        await centre.PublishAsync($"{Site}/command/snapshot", "please");
        await county.StartAsync();

        using var back = await SessionAsync();
        await back.UntilHeardAsync($"{Site}/command/snapshot please");
    }

    /// <summary>Incidents of these numbers, the first with a picture, so that the last message is an event.</summary>
    private static void Report(UplinkBench box, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            box.Report($"i-{number}", thumbnail: number == first ? Jpeg : null);
        }
    }

    private static IEnumerable<int> Seen(WatchRun watch) => watch.Output
        .Select(line => JsonNode.Parse(line)!)
        .Where(line => ((string)line["topic"]!).EndsWith("/incident", StringComparison.Ordinal) && !(bool)line["double"]!)
        .Select(line => (int)line["body"]!["seq"]!);

    private static Task UntilSeenAsync(WatchRun watch, int count) => Eventually.Holds(() => Seen(watch).Count() >= count, $"{count} events at the city");

    private UplinkBench Box() => new(county.Address, options => options with { Broker = site.At(county) });

    private async Task<WatchRun> WatchAsync()
    {
        var watch = new WatchRun(
            "--broker", city.Address, "--ca", office.Authority, "--certificate", office.Certificate, "--key", office.Key, "--session", "reader", "--json");
        await watch.UntilListeningAsync();
        await city.UntilKeptAsync("reader", "foodsafety/v1/+/+/+/#");
        return watch;
    }

    private Task<CentralClient> SessionAsync() => CentralClient.ConnectAsync(
        site.At(county), options => options.WithClientId("box").WithCleanStart(false).WithSessionExpiryInterval(3600));
}

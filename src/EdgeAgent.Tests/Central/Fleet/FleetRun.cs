using EdgeAgent.Commands.Benchmark;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Central.Fleet;

/// <summary>
/// A fleet of simulated sites at a Mosquitto with the shipped configuration: all connect at once, a steady state, the broker killed
/// and started again, and at the end the audit of what has arrived.
/// </summary>
internal static class FleetRun
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async Task<FleetReport> RunAsync(FleetOptions options)
    {
        using var folder = new TempFolder();
        using var messages = new SiteMessages();
        var (broker, county, office) = await PrepareAsync(options, folder);
        using var ownBroker = broker;
        using var stop = new CancellationTokenSource();
        var log = new FleetLog();
        var centre = new FleetCentre(office, log);
        SimulatedSite[] sites = [.. Enumerable.Range(1, options.Sites).Select(number => new SimulatedSite(OptionsOf(number, county), messages, log, new Random(number)))];
        await broker.StartAsync();
        var work = new List<Task> { centre.RunAsync(stop.Token) };
        await centre.Listening;

        var storm = await MeasureAsync(broker, async () =>
        {
            log.BeginConnecting();
            work.AddRange(sites.Select(site => Task.Run(() => site.RunAsync(stop.Token))));
            await UntilConnectedAsync(log, sites);
        });
        var connecting = Connecting.Of(log);

        using var quiet = new CancellationTokenSource();
        var life = LiveAsync(options, sites, quiet.Token);
        log.BeginMeasuring();
        var steady = await MeasureAsync(broker, () => Task.Delay(TimeSpan.FromSeconds(options.Seconds), Time));
        var latency = log.LatencyMilliseconds;

        log.BeginConnecting();
        broker.Kill();
        await Task.Delay(options.Outage, Time);
        await broker.StartAsync();
        var restart = await MeasureAsync(broker, () => UntilConnectedAsync(log, sites));
        var returning = Connecting.Of(log);

        await quiet.CancelAsync();
        await life;
        await Eventually.Holds(() => Array.TrueForAll(sites, site => site.IsEmpty), "all sites have sent all", Patience);
        var sent = sites.Sum(site => site.LastSeq);
        var pictures = sites.Sum(site => site.PicturesSent);
        try
        {
            await Eventually.Holds(() => centre.Ask(audit => audit.Events == sent && audit.Thumbnails == pictures), "all has arrived", Patience);
        }
        catch (AssertionException)
        {
            // The report says what is missing.
        }

        var report = new FleetReport(options, connecting, storm, latency, steady, returning, restart, sent, pictures, log.ByKind, centre);
        await stop.CancelAsync();
        await Task.WhenAll(work);
        return report;
    }

    /// <summary>Sites report at random, all together as often as the options say.</summary>
    private static async Task LiveAsync(FleetOptions options, SimulatedSite[] sites, CancellationToken cancellationToken)
    {
        // An incident is reported twice: when it is opened and when it is closed.
        var random = new Random(1);
        var meanSeconds = 3600 / (2 * options.IncidentsAnHour * options.Sites);
        while (!cancellationToken.IsCancellationRequested)
        {
            sites[random.Next(sites.Length)].Report();
            var wait = TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) * meanSeconds);
            await Task.Delay(wait, Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Task UntilConnectedAsync(FleetLog log, SimulatedSite[] sites) =>
        Eventually.Holds(() => log.SitesConnected == sites.Length, "all sites are connected", Patience);

    private static async Task<BrokerCost> MeasureAsync(MosquittoBroker broker, Func<Task> phase)
    {
        var (began, before) = (Time.GetTimestamp(), ProcessTree.CpuSeconds([broker.ProcessId]));
        await phase();
        return new BrokerCost(
            Time.GetElapsedTime(began).TotalSeconds,
            ProcessTree.CpuSeconds([broker.ProcessId]) - before,
            ProcessFigures.Of(broker.ProcessId).Megabytes);
    }

    /// <summary>All sites share their county's certificate: another one each would cost the broker the same.</summary>
    private static async Task<(MosquittoBroker Broker, BrokerOptions County, BrokerOptions Office)> PrepareAsync(FleetOptions options, TempFolder folder)
    {
        if (!options.IsSecure)
        {
            var plain = CentralBroker.CityWithoutTls();
            var anybody = new BrokerOptions { Address = plain.Address };
            return (plain, anybody, anybody);
        }

        var authority = await CentralAuthority.FoundAsync(folder.File("city"));
        var secure = CentralBroker.City(authority);
        return (secure, (await authority.IssueAsync("county", "quanzhou/anxi")).At(secure), (await authority.IssueAsync("office", "anxi")).At(secure));
    }

    private static UplinkOptions OptionsOf(int number, BrokerOptions broker) => new()
    {
        City = "quanzhou",
        County = "anxi",
        Site = $"workshop-{number:d5}",
        Broker = broker,
    };
}

using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>A city's broker as shipped, an example of a consumer there, and a site that speaks through its county's certificate.</summary>
internal sealed class ConsumerBench : IDisposable
{
    private const string Site = "tofu-7";

    private readonly TempFolder folder = new();
    private CentralClient? county;

    private ConsumerBench()
    {
    }

    public MosquittoBroker Broker { get; private set; } = null!;

    public ConsumerProcess Consumer { get; private set; } = null!;

    public SiteVoice Voice => new(county!, Site);

    public Lines Lines { get; } = new(SiteVoice.Prefix + Site);

    private Identity County { get; set; } = null!;

    public static async Task<ConsumerBench> StartAsync(Language language)
    {
        var bench = new ConsumerBench();
        var authority = await CentralAuthority.FoundAsync(bench.folder.File("city"));
        bench.County = await authority.IssueAsync("county", "quanzhou/anxi");
        var office = await authority.IssueAsync("office", "anxi");
        bench.Broker = CentralBroker.City(authority);
        bench.Consumer = new ConsumerProcess(language, bench.Broker.Address, office);
        await bench.Broker.StartAsync();
        await bench.ConnectAsync();
        return bench;
    }

    /// <summary>The site's connection, anew after the broker was away.</summary>
    public async Task ConnectAsync()
    {
        county?.Dispose();
        county = await CentralClient.ConnectAsync(County.At(Broker));
    }

    public void Dispose()
    {
        Consumer.Dispose();
        county?.Dispose();
        Broker.Dispose();
        folder.Dispose();
    }
}

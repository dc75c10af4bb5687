using EdgeAgent.Compliance;
using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Evidence;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>The day's summary on its way to a real broker.</summary>
public sealed class SummaryReporterTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private CoverageBench bench = null!;
    private MosquittoBroker broker = null!;
    private UplinkBench box = null!;
    private JumpingTime time = null!;
    private ClockTrust trust = null!;
    private SummaryReporter reporter = null!;

    [SetUp]
    public async Task Begin()
    {
        bench = new CoverageBench();
        broker = await MosquittoBroker.RunAsync();
        box = new UplinkBench(broker.Address);
        Restart(Midnight.AddHours(8));
        await box.StartAsync();
    }

    [TearDown]
    public async Task End()
    {
        reporter.Dispose();
        await box.DisposeAsync();
        broker.Dispose();
        bench.Dispose();
    }

    [Test]
    public async Task Tell_Today_StandsOnTheTopicOfTheDay()
    {
        bench.Ledger.Mark("door", Midnight, Midnight.AddHours(7), CoverageState.Watched);
        reporter.Tell();

        var heard = (await HeardAsync(1)).Single();

        Assert.That(heard.Topic, Is.EqualTo("foodsafety/v1/quanzhou/anxi/tofu-7/summary/2026-03-01"));
        var message = heard.As<SummaryMessage>();
        Assert.That((message.Final, message.ElapsedSeconds, message.TimeZone), Is.EqualTo((false, (8 * 3600) - 10, "Asia/Shanghai")));
        Assert.That(message.Cameras, Is.EqualTo(new[] { new CameraSummary("door", 25_200, 3590, 0, 0, 0, 0, 0) }));
    }

    [Test]
    public async Task Tell_AfterMidnight_TellsTheWholeDayAgainOnlyWhereItChanges()
    {
        await using var listener = await MqttListener.AtAsync(broker);
        bench.Ledger.Mark("door", Midnight, Midnight.AddHours(7), CoverageState.Watched);
        time.SetUtcNow(Midnight.AddDays(1).AddSeconds(5));
        reporter.Tell();
        await listener.UntilAsync(all => Summaries(all).Any());
        time.SetUtcNow(Midnight.AddDays(1).AddMinutes(5));
        reporter.Tell();
        await listener.UntilAsync(all => Summaries(all).Count() == 2);
        time.SetUtcNow(Midnight.AddDays(1).AddMinutes(11));
        reporter.Tell();
        await listener.UntilAsync(all => Summaries(all).Count() == 4);
        bench.Ledger.Add("door", Midnight, Midnight.AddMinutes(1), CoverageMarks.GivenUp);
        time.SetUtcNow(Midnight.AddDays(1).AddMinutes(16));
        reporter.Tell();

        var heard = await listener.UntilAsync(all => Summaries(all).Count() == 6);

        Assert.That(Summaries(heard).Select(message => (message.Day.Day, message.Final, message.ElapsedSeconds)), Is.EqualTo(new[]
        {
            (1, false, 86_395), (2, false, 290), (1, true, 86_400), (2, false, 650), (1, true, 86_400), (2, false, 950),
        }));
        Assert.That(Summaries(heard).ElementAt(4).Cameras.Single().GivenUpSeconds, Is.EqualTo(60), "told again, for it has changed");
        Assert.That(Summaries(heard).Select(message => message.Evidence?.Number), Is.EqualTo(new long?[] { null, null, 1, 1, 1, 1 }), "a record of each day that is over; recordings that are given up later change none");
    }

    [TestCase(3, ExpectedResult = 3)]
    [TestCase(40, ExpectedResult = 15)]
    public async Task<int> Tell_AgentAwayForDays_TellsThoseOfTheLast15(int days)
    {
        bench.Ledger.Mark("door", Midnight, Midnight.AddHours(7), CoverageState.Watched);
        Restart(Midnight.AddDays(days).AddHours(1));
        reporter.Tell();

        var heard = Summaries(await HeardAsync(Math.Min(days, 15) + 1)).ToList();

        Assert.That(heard[^1].Final, Is.False, "today");
        Assert.That(heard.SkipLast(1).Skip(1).SelectMany(message => message.Cameras), Has.All.EqualTo(new CameraSummary("door", 0, 86_400, 0, 0, 0, 0, 0)), "off");
        return heard.Count(message => message.Final);
    }

    [Test]
    public async Task Tell_ClockCannotBeBelieved_TellsNothingUntilItCan()
    {
        Restart(Midnight.AddHours(8));
        time.Jump(TimeSpan.FromDays(365 * 10));
        reporter.Tell();
        reporter.Tell(isLast: true);
        time.Jump(TimeSpan.FromDays(-365 * 10));
        trust.IsSure();
        time.Advance(TimeSpan.FromDays(1));
        trust.IsSure();
        reporter.Tell();

        var heard = Summaries(await HeardAsync(1)).ToList();
        Assert.That(heard.Select(message => message.Day.Year), Has.All.EqualTo(Midnight.Year), "no day of another year is told, and none of it is in the chain");
        Assert.That(box.Stores.Journal.Head.Number, Is.LessThanOrEqualTo(1));
    }

    [Test]
    public async Task Execute_Stopped_TellsTheDayOnceMoreBeforeTheGoodbye()
    {
        await using var listener = await MqttListener.AtAsync(broker);
        await Eventually.Holds(() => box.Publisher.Status.Connected, "connected");
        await reporter.StartAsync(CancellationToken.None);
        await listener.UntilAsync(all => Summaries(all).Any());
        time.Advance(TimeSpan.FromMinutes(2));

        await reporter.StopAsync(CancellationToken.None);
        await box.StopAsync();

        var heard = await listener.UntilAsync(all => all[^1].Topic.EndsWith("/status", StringComparison.Ordinal) && all[^1].As<StatusMessage>().State == AgentState.Stopped);
        Assert.That(Summaries(heard).Last().ElapsedSeconds, Is.EqualTo((8 * 3600) + 120));
    }

    private static IEnumerable<SummaryMessage> Summaries(IEnumerable<HeardMessage> heard) => heard
        .Where(message => message.Topic.Contains("/summary/", StringComparison.Ordinal)).Select(message => message.As<SummaryMessage>());

    private void Restart(DateTimeOffset now)
    {
        reporter?.Dispose();
        time = new JumpingTime(now);
        trust = new ClockTrust(new SteadyTime(time), null, _ => true, () => false, () => null, NullLogger<ClockTrust>.Instance);
        reporter = new SummaryReporter(
            new DaySummaries(box.Evidence, bench.Ledger, ["door"]), new CoverageRecords(box.Stores.Database, box.Stores.Journal, bench.Ledger), box.Stores.Journal, box.Publisher, trust, time, NullLogger<SummaryReporter>.Instance);
    }

    // A listener that comes late gets what stands on the topics.
    private async Task<IReadOnlyList<HeardMessage>> HeardAsync(int summaries)
    {
        await using var listener = await MqttListener.AtAsync(broker);
        var heard = await listener.UntilAsync(all => Summaries(all).Count() >= summaries);
        return [.. heard.Where(message => message.Topic.Contains("/summary/", StringComparison.Ordinal)).OrderBy(message => message.Topic, StringComparer.Ordinal)];
    }
}

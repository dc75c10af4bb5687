using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>
/// Two consumers with one session. Mosquitto tells the first that it was thrown out from 2.0.15 on only, so this is at another
/// broker; and paho 1.6 does not read what it is told.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SessionTakenTests
{
    [TestCase(Language.CSharp)]
    [TestCase(Language.Node)]
    public async Task SessionTaken_ByAnotherConsumer_FirstSaysSoAndEnds(Language language)
    {
        await using var broker = await EmbeddedBroker.StartAsync(FreePort.Next());
        using var first = new ConsumerProcess(language, broker.Address, office: null);
        await first.StartAsync();
        using var second = new ConsumerProcess(language, broker.Address, office: null);
        await second.StartAsync();

        await first.UntilSaidAsync($"another consumer has taken the session {ConsumerProcess.Session}");
        Assert.That(await first.ExitAsync(), Is.EqualTo(1), first.Transcript);
    }
}

using System.Text.Json;
using EdgeAgent.Evidence;
using EdgeAgent.Remote;
using EdgeAgent.Tests.StatusPage;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Remote;

public sealed class VerdictCommandTests
{
    [Test]
    public async Task Answer_KnownIncident_IsTheOfficesVerdict()
    {
        await using var page = await ServedPage.StartAsync();
        page.Keep("a1", "intrusion", TimeProvider.System.GetUtcNow());

        var answer = await new VerdictCommand(page.Verdicts).AnswerAsync(Request("a1", "rejected"), CancellationToken.None);

        Assert.That(answer.State, Is.EqualTo(ReplyState.Done));
        Assert.That(page.Evidence.Find("a1")!.Verdict, Is.EqualTo(new IncidentVerdict(Finding.Rejected, VerdictGiver.Office, page.Evidence.Find("a1")!.Verdict!.At)));
    }

    [Test]
    public async Task Answer_UnknownIncident_IsRefused()
    {
        await using var page = await ServedPage.StartAsync();

        var answer = await new VerdictCommand(page.Verdicts).AnswerAsync(Request("../a1", "confirmed"), CancellationToken.None);

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Refused, "there is no such incident on the box, or no more")));
    }

    [TestCase("maybe")]
    [TestCase("0")]
    [TestCase("")]
    public async Task Answer_FindingThatIsNone_IsRefused(string finding)
    {
        await using var page = await ServedPage.StartAsync();

        Assert.That(async () => await new VerdictCommand(page.Verdicts).AnswerAsync(Request("a1", finding), CancellationToken.None), Throws.InstanceOf<CommandRefusedException>());
    }

    private static CommandRequest Request(string incident, string finding) =>
        new("verdict", "r", default, default, JsonSerializer.SerializeToElement(new { incident, finding }));
}

using System.Text.Json;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Uplink.Commands;

/// <summary>What becomes of commands, whatever the centre sends.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CommandDeskTests
{
    [Test]
    public async Task Receive_Command_IsCarriedOutAndAnsweredWithItsResult()
    {
        await using var bench = await StartedAsync();

        var reply = await bench.AskAsync("count", bench.Request("a", """{"step":5}"""));

        Assert.That((reply.RequestId, reply.State, reply.Reason), Is.EqualTo(("a", ReplyState.Done, (string?)null)));
        Assert.That(reply.Result!.Value.GetProperty("sum").GetInt32(), Is.EqualTo(5));
        Assert.That(bench.Counted("done"), Is.EqualTo(1));
        Assert.That(bench.Log.Newest(10).Select(entry => (entry.Name, entry.State, entry.ReceivedAt)), Is.EqualTo(new[] { ("count", (ReplyState?)ReplyState.Done, DeskBench.Noon) }));
    }

    [Test]
    public async Task Receive_SameRequestAgain_IsNotCarriedOutAgainAndGetsTheFirstAnswer()
    {
        await using var bench = await StartedAsync();
        var request = bench.Request("a", """{"step":5}""");
        var first = await bench.AskAsync("count", request);

        var again = await bench.AskAsync("count", request);
        var other = await bench.AskAsync("count", bench.Request("A", """{"step":5}"""));

        Assert.That(Text(again), Is.EqualTo(Text(first)));
        Assert.That(other.Result!.Value.GetProperty("sum").GetInt32(), Is.EqualTo(10), "a name that differs in case is another");
        Assert.That(bench.Counted("repeated"), Is.EqualTo(1));
    }

    [Test]
    public async Task Receive_SameRequestAfterARestart_GetsTheFirstAnswer()
    {
        await using var bench = await StartedAsync();
        var request = bench.Request("a", """{"step":5}""");
        var first = await bench.AskAsync("count", request);
        await bench.StopAsync();
        Count(bench);
        await bench.StartAsync();

        Assert.That(Text(await bench.AskAsync("count", request)), Is.EqualTo(Text(first)));
    }

    [Test]
    public async Task Start_PowerFailedInTheMiddle_SaysSoAndDoesNotBeginAgain()
    {
        await using var bench = new DeskBench();
        var never = new TaskCompletionSource<CommandAnswer>();
        bench.Desk.Handle("stay", (_, _) => never.Task, isLong: true);
        await bench.StartAsync();
        var request = bench.Request("a");
        Assert.That((await bench.AskAsync("stay", request)).State, Is.EqualTo(ReplyState.Accepted));
        await bench.StopAsync(inOrder: false);
        bench.Desk.Handle("stay", (_, _) => throw new InvalidOperationException("begun again"), isLong: true);
        await bench.StartAsync();

        var told = await bench.ReplyAsync();
        var asked = await bench.AskAsync("stay", request);

        Assert.That((told.State, asked.State), Is.EqualTo((ReplyState.Failed, ReplyState.Failed)));
        Assert.That(asked.Reason, Is.EqualTo("the agent was stopped meanwhile: whether it took effect is not known"));
    }

    [Test]
    public async Task TakeUp_BegunByTheRunBefore_IsAnsweredWithWhatBecomesOfIt()
    {
        await using var bench = new DeskBench();
        bench.Desk.Handle("stay", (_, _) => new TaskCompletionSource<CommandAnswer>().Task, isLong: true);
        await bench.StartAsync();
        var request = bench.Request("a");
        await bench.AskAsync("stay", request);
        await bench.StopAsync(inOrder: false);
        var outcome = new TaskCompletionSource<CommandAnswer>();
        bench.Desk.TakeUp("a", _ => outcome.Task);
        await bench.StartAsync();

        Assert.That((await bench.AskAsync("stay", request)).State, Is.EqualTo(ReplyState.Accepted));
        outcome.SetResult(CommandAnswer.Done(reason: "after the restart"));
        Assert.That((await bench.ReplyAsync()).Reason, Is.EqualTo("after the restart"));
    }

    [Test]
    public async Task Handle_LeftToTheNextRun_IsAnsweredByThat()
    {
        await using var bench = new DeskBench();
        bench.Desk.Handle("stay", (_, _) => Task.FromResult(CommandAnswer.GoesOn), isLong: true);
        await bench.StartAsync();
        await bench.AskAsync("stay", bench.Request("a"));
        await bench.StopAsync();
        bench.Desk.TakeUp("a", _ => Task.FromResult(CommandAnswer.Done(reason: "after the restart")));
        await bench.StartAsync();

        Assert.That((await bench.ReplyAsync()).Reason, Is.EqualTo("after the restart"));
    }

    [Test]
    public async Task Receive_LongCommand_IsAcceptedAtOnceAndHoldsUpNoOther()
    {
        await using var bench = new DeskBench();
        Count(bench);
        var end = new TaskCompletionSource<CommandAnswer>();
        bench.Desk.Handle("stay", (_, _) => end.Task, isLong: true);
        await bench.StartAsync();

        Assert.That((await bench.AskAsync("stay", bench.Request("long"))).State, Is.EqualTo(ReplyState.Accepted));
        Assert.That((await bench.AskAsync("count", bench.Request("short", """{"step":1}"""))).State, Is.EqualTo(ReplyState.Done));
        end.SetResult(CommandAnswer.Failed("no more"));
        var last = await bench.ReplyAsync();

        Assert.That((last.RequestId, last.State, last.Reason), Is.EqualTo(("long", ReplyState.Failed, "no more")));
    }

    [Test]
    public async Task Receive_HandlerBlocksItsThread_HoldsUpNoOther()
    {
        await using var bench = new DeskBench();
        Count(bench);
        using var end = new ManualResetEventSlim();
        bench.Desk.Handle("block", (_, _) =>
        {
            end.Wait(CancellationToken.None);
            return Task.FromResult(CommandAnswer.Done());
        });
        await bench.StartAsync();

        bench.Say("block", bench.Request("a"));
        Assert.That((await bench.AskAsync("count", bench.Request("b", """{"step":1}"""))).RequestId, Is.EqualTo("b"));
        end.Set();
        Assert.That((await bench.ReplyAsync()).RequestId, Is.EqualTo("a"));
    }

    [Test]
    public async Task Receive_ManyAtATime_OnesAboveTheLimitMayComeAgainLater()
    {
        await using var bench = new DeskBench();
        var end = new TaskCompletionSource<CommandAnswer>();
        bench.Desk.Handle("stay", (_, _) => end.Task);
        await bench.StartAsync();
        foreach (var number in Enumerable.Range(0, 8))
        {
            bench.Say("stay", bench.Request($"a{number}"));
        }

        var late = bench.Request("late");
        var refused = await bench.AskAsync("stay", late);
        end.SetResult(CommandAnswer.Done());
        foreach (var _ in Enumerable.Range(0, 8))
        {
            await bench.ReplyAsync();
        }

        Assert.That((refused.RequestId, refused.State), Is.EqualTo(("late", ReplyState.Refused)));
        await Eventually.Holds(() => bench.Counted("done") == 8, "all have ended");
        Assert.That((await bench.AskAsync("stay", late)).State, Is.EqualTo(ReplyState.Done));
    }

    [Test]
    public async Task Receive_HandlerThrows_FailsWithoutTheExceptionsText()
    {
        await using var bench = new DeskBench();
        bench.Desk.Handle("break", (_, _) => throw new InvalidOperationException("password=hunter2"));
        bench.Desk.Handle("disk", (_, _) => Task.FromException<CommandAnswer>(new IOException("/var/lib/edgeagent/secrets.json")));
        await bench.StartAsync();

        var broke = await bench.AskAsync("break", bench.Request("a"));
        var disk = await bench.AskAsync("disk", bench.Request("b"));

        Assert.That((broke.State, broke.Reason), Is.EqualTo((ReplyState.Failed, "it went wrong on the box, whose log says how")));
        Assert.That((disk.State, disk.Reason), Is.EqualTo((ReplyState.Failed, "the box's disk does not answer as it should")));
    }

    [Test]
    public async Task Receive_DiskFull_IsNotBegunAndMayComeAgain()
    {
        await using var bench = new DeskBench();
        bench.ReserveBytes = long.MaxValue;
        await bench.StopAsync();
        Count(bench);
        await bench.StartAsync();
        var request = bench.Request("a", """{"step":5}""");
        var full = await bench.AskAsync("count", request);
        bench.ReserveBytes = 0;
        await bench.StopAsync();
        Count(bench);
        await bench.StartAsync();

        Assert.That((full.State, full.Reason), Is.EqualTo((ReplyState.Failed, "it could not be noted on the box's disk and was not begun: send it again later")));
        Assert.That((await bench.AskAsync("count", request)).State, Is.EqualTo(ReplyState.Done));
    }

    [TestCase("{}")]
    [TestCase("""{"step":"five"}""")]
    [TestCase("""{"step":1e999999}""")]
    [TestCase("""{"step":null}""")]
    [TestCase("""{"step":1,"more":2}""")]
    [TestCase("""{"Step":1}""")]
    public async Task Read_ArgumentsThatAreNone_AreRefused(string args)
    {
        await using var bench = await StartedAsync();

        var reply = await bench.AskAsync("count", bench.Request("a", args));

        Assert.That(reply.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(reply.Reason, Does.StartWith("args are not what count needs"));
    }

    [TestCase(0, 0, "expiresAt must be later than issuedAt")]
    [TestCase(0, -5, "expiresAt must be later than issuedAt")]
    [TestCase(-10, 25 * 60, "expiresAt may be a day later than issuedAt at most")]
    [TestCase(-10, -5, "expired at 2026-03-01 11:55:00Z; the box's clock shows 2026-03-01 12:00:00Z")]
    [TestCase(6, 10, "issuedAt lies ahead; the box's clock shows 2026-03-01 12:00:00Z")]
    public async Task Receive_NotOfThisTime_IsRefused(int issued, int expires, string reason)
    {
        await using var bench = await StartedAsync();

        var reply = await bench.AskAsync("count", DeskBench.Request("a", DeskBench.Noon.AddMinutes(issued), DeskBench.Noon.AddMinutes(expires), """{"step":1}"""));

        Assert.That((reply.State, reply.Reason), Is.EqualTo((ReplyState.Refused, reason)));
    }

    [Test]
    public async Task Receive_ClockInDoubt_IsCarriedOutAndSaysSo()
    {
        await using var bench = await StartedAsync();
        bench.IsClockSure = false;

        var reply = await bench.AskAsync("count", DeskBench.Request("a", DeskBench.Noon.AddYears(1), DeskBench.Noon.AddYears(1).AddMinutes(1), """{"step":1}"""));

        Assert.That(reply.State, Is.EqualTo(ReplyState.Done));
        Assert.That(reply.Reason, Does.Contain("clock is in doubt and shows 2026-03-01 12:00:00Z"));
    }

    [Test]
    public async Task Receive_Retained_IsRefusedOnceAndForAll()
    {
        await using var bench = await StartedAsync();
        var request = bench.Request("a", """{"step":1}""");

        var first = await bench.AskAsync("count", request, retained: true);
        var unretained = await bench.AskAsync("count", request);

        Assert.That((first.State, unretained.State), Is.EqualTo((ReplyState.Refused, ReplyState.Refused)));
        Assert.That(first.Reason, Does.Contain("without the retain flag"));
    }

    [Test]
    public async Task Receive_UnknownName_IsRefusedAndItsNameNotRepeated()
    {
        await using var bench = await StartedAsync();

        var reply = await bench.AskAsync("<b>format\u0000</b>", bench.Request("a"));

        Assert.That((reply.State, reply.Reason), Is.EqualTo((ReplyState.Refused, "there is no command of this name; there are count")));
        Assert.That(bench.Log.Newest(1).Single().Name, Is.EqualTo("other"));
    }

    [Test]
    public async Task Receive_MoreThanTheAllowance_IsRefusedUntilThereIsRoomAgain()
    {
        await using var bench = await StartedAsync();
        foreach (var number in Enumerable.Range(0, 60))
        {
            Assert.That((await bench.AskAsync("count", bench.Request($"a{number}", """{"step":1}"""))).State, Is.EqualTo(ReplyState.Done));
        }

        var late = bench.Request("late", """{"step":1}""");
        var refused = await bench.AskAsync("count", late);
        bench.Time.Advance(TimeSpan.FromSeconds(61));
        var taken = await bench.AskAsync("count", bench.Request("late", """{"step":1}"""));

        Assert.That((refused.State, taken.State), Is.EqualTo((ReplyState.Refused, ReplyState.Done)));
        Assert.That(refused.Reason, Does.StartWith("too many commands"));
        Assert.That((bench.Counted("limited"), bench.Log.Newest(100).Count), Is.EqualTo((1, 61)));
    }

    private static async Task<DeskBench> StartedAsync()
    {
        var bench = new DeskBench();
        Count(bench);
        await bench.StartAsync();
        return bench;
    }

    // Each time it is carried out, the sum grows.
    private static void Count(DeskBench bench)
    {
        var sum = 0;
        bench.Desk.Handle("count", (request, _) => Task.FromResult(CommandAnswer.Done(new { sum = Interlocked.Add(ref sum, request.Read<Stride>().Step) })));
    }

    private static string Text(ReplyMessage reply) => JsonSerializer.Serialize(reply, ContractJson.Options);

    private sealed record Stride(int Step);
}

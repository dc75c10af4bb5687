namespace EdgeAgent.Tests.Support;

public sealed class ProcessTests
{
    [Test]
    public async Task ExitAsync_AskedToStop_TellsTheSignal()
    {
        using var process = ChildProcess.Start("sleep", ["60"]);

        process.AskToStop();

        Assert.That(await process.ExitAsync(), Is.EqualTo(128 + 15));
    }

    [Test]
    public async Task Dispose_StillRunning_EndsTheProcess()
    {
        var process = ChildProcess.Start("sh", ["-c", "echo started; exec sleep 60"]);
        await Eventually.Holds(() => process.Output.Contains("started"), "the process runs");
        var id = process.Id;

        process.Dispose();

        Assert.That(Directory.Exists($"/proc/{id}"), Is.False);
    }

    [Test]
    public async Task RunAsync_BothOutputsUsed_KeepsThemApart()
    {
        using var process = await ChildProcess.RunAsync("sh", "-c", "echo 未戴口罩; echo why >&2; exit 3");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(process.Output, Is.EqualTo(["未戴口罩"]));
            Assert.That(process.Errors, Is.EqualTo(["why"]));
            Assert.That(await process.ExitAsync(), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task RunAsync_AgentAskedForHelp_TheBuiltAgentAnswers()
    {
        using var agent = await AgentProcess.RunAsync("--help");

        Assert.That(await agent.ExitAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Output, Has.Some.Contains("models"), agent.Transcript());
    }

    [Test]
    public void Holds_NeverTrue_FailsWithWhatWasWaitedFor() => Assert.That(
        () => Eventually.Holds(() => false, "pigs fly", TimeSpan.Zero),
        Throws.TypeOf<AssertionException>().With.Message.Contains("pigs fly"));
}

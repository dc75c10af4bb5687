using System.Text.Json;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Journeys;

/// <summary>What a service manager and an installer see when the agent cannot start or cannot go on.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StartTests
{
    private static readonly object[] NoRules = [];

    [Test]
    public async Task Run_ConfigurationWithThreeMistakes_NamesAllAndExitsWithTwo()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("config.json"), """
            { "camera": [], "video": { "framesPerSecond": 99 }, "cameras": [ { "id": "a", "subStream": 7 } ], "uplink": { "sight": "x" } }
            """);

        using var run = await AgentProcess.RunAsync("run", "--config", folder.File("config.json"));

        Assert.Multiple(async () =>
        {
            Assert.That(await run.ExitAsync(), Is.EqualTo(2));
            Assert.That(run.Transcript(), Does.Contain("camera: ").And.Contain("cameras[0].subStream: ").And.Contain("uplink.sight: "));
        });
    }

    [Test]
    public async Task Run_ModelCutShort_SaysWhichAndHowToMendAndExitsWithOne()
    {
        using var folder = new TempFolder();
        File.Copy(Repository.File("models", "nanodet.json"), folder.File("nanodet.json"));
        await File.WriteAllBytesAsync(folder.File("nanodet.onnx"), (await File.ReadAllBytesAsync(Repository.File("models", "nanodet.onnx")))[..100_000]);
        using var workshop = new Workshop("mqtt://127.0.0.1:9", [new { id = "a", subStream = "rtsp://127.0.0.1:9/x" }], NoRules);
        var configuration = await File.ReadAllTextAsync(workshop.Configuration);
        await File.WriteAllTextAsync(workshop.Configuration, configuration.Replace(Repository.File("models"), folder.Path, StringComparison.Ordinal));

        using var run = await AgentProcess.RunAsync("run", "--config", workshop.Configuration);

        Assert.Multiple(async () =>
        {
            Assert.That(await run.ExitAsync(), Is.EqualTo(1));
            Assert.That(run.Transcript(), Does.Contain("nanodet.onnx").And.Contain("models pull"));
        });
    }

    [Test]
    public async Task Run_DatabaseIsRubbish_IsSetAsideToldAndTheAgentRuns()
    {
        using var data = new TempFolder();
        await File.WriteAllBytesAsync(data.File("agent.db"), [.. Enumerable.Range(0, 20_000).Select(number => (byte)(number * 7))]);
        using var workshop = new Workshop(
            "mqtt://127.0.0.1:9", [new { id = "a", subStream = "rtsp://127.0.0.1:9/x" }], NoRules, new { folder = data.Path });

        using var agent = workshop.Start();
        var status = await Eventually.Finds<object>(async () => await workshop.StatusAsync(), "the page answers");

        var loss = ((JsonElement)status).GetProperty("evidence").GetProperty("losses").EnumerateArray().Single();
        Assert.That((loss.GetProperty("loss").GetString(), loss.GetProperty("detail").GetString()), Is.EqualTo(("databaseDamaged", "agent.db.damaged-1")));
        Assert.That(await agent.StopAsync(), Is.Zero, agent.Transcript());
        Assert.That(agent.Transcript(), Does.Contain("The database was damaged"));
    }

    [Test]
    public async Task Run_ASecondAgentOnTheSameData_IsRefusedAndTheFirstGoesOn()
    {
        using var workshop = new Workshop("mqtt://127.0.0.1:9", [new { id = "a", subStream = "rtsp://127.0.0.1:9/x" }], NoRules);
        using var first = workshop.Start();
        await Eventually.Finds<object>(async () => await workshop.StatusAsync(), "the first agent's page answers");

        using var second = await AgentProcess.RunAsync("run", "--config", workshop.Configuration);

        Assert.That(await second.ExitAsync(), Is.EqualTo(1), second.Transcript());
        Assert.That(await workshop.StatusAsync(), Is.Not.Null);
        Assert.That(await first.StopAsync(), Is.Zero, first.Transcript());
    }

    [TestCase("nonsense")]
    [TestCase("replay")]
    [TestCase("run", "--conf", "x")]
    public async Task Main_WrongUsage_ExitsWithTwo(params string[] arguments)
    {
        using var run = await AgentProcess.RunAsync(arguments);

        Assert.That(await run.ExitAsync(), Is.EqualTo(2), run.Transcript());
    }
}

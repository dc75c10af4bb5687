using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Pipeline;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Storage;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Remote.Configuring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ConfigurationCommandsTests
{
    private static readonly FakeTimeProvider Time = new();

    private readonly ConfiguredBox box = new();
    private readonly AgentRestart restart = new(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance));
    private readonly StatusBoard board = new(new SteadyTime(Time));
    private readonly ConfigurationTrial trial;
    private readonly TrialJudge judge;
    private readonly ConfigurationCommands commands;

    public ConfigurationCommandsTests()
    {
        trial = new ConfigurationTrial(box.Configuration, Time);
        judge = new TrialJudge(trial, board, () => true, restart, Time, NullLogger<TrialJudge>.Instance);
        commands = new ConfigurationCommands(trial, judge, board, restart, Time, NullLogger<ConfigurationCommands>.Instance);
    }

    [TearDown]
    public void Close()
    {
        judge.Dispose();
        box.Dispose();
    }

    [Test]
    public void Get_Always_AnswersTheFileWithItsRevision()
    {
        var result = commands.Get().Result!.Value;

        Assert.That(result.GetProperty("revision").GetString(), Is.EqualTo(box.Present.Revision));
        Assert.That(result.GetProperty("config").GetProperty("cameras").GetArrayLength(), Is.EqualTo(5));
        Assert.That(result.ToString(), Does.Not.Contain(ConfiguredBox.WrittenOut).And.Not.Contain(ConfiguredBox.Entered).And.Not.Contain(ConfiguredBox.InPath));
    }

    [TestCase("{ \"cameras\": [ { \"id\": \"a\", \"passwort\": \"geheim-77\" } ] }")]
    [TestCase("{ \"cameras\": [ { \"id\": \"a\", \"password\": geheim-77 } ] }")]
    [TestCase("geheim-77")]
    public void Get_FileCannotBeUsed_SaysSoWithoutItsSecrets(string text)
    {
        File.WriteAllText(box.Configuration, text);

        Assert.That(() => commands.Get(), Throws.TypeOf<CommandRefusedException>().With.Message.Not.Contain("geheim-77"));
    }

    [Test]
    public async Task SetAsync_GoodChange_IsWrittenForTheNextRunAndAnsweredByIt()
    {
        board.Post(new CameraStatus("door", "", CameraState.Watching, default, null, 0, null, 0, 0, 0, 0, []));
        board.Post(new CameraStatus("yard", "", CameraState.Unreachable, default, null, 0, null, 0, 0, 0, 0, []));

        var answer = await SetAsync(root => root["cameras"]![0]!["password"] = "new");

        Assert.Multiple(() =>
        {
            Assert.That(answer, Is.EqualTo(CommandAnswer.GoesOn));
            Assert.That(restart.IsRequested);
            Assert.That(trial.Current!.Watching, Is.EqualTo(new[] { "door" }), "what was down before is no reason to undo anything");
            Assert.That(box.Text, Does.Contain("secret:door").And.Not.Contain("new"));
            Assert.That(box.Secrets.Read("door"), Is.EqualTo("new"));
        });
    }

    [Test]
    public async Task SetAsync_OneIsBeingTried_IsRefused()
    {
        await SetAsync(root => root["cameras"]![0]!["name"] = "1");
        var text = box.Text;

        var answer = await SetAsync(root => root["cameras"]![0]!["name"] = "2");

        Assert.That(answer.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(box.Text, Is.EqualTo(text));
    }

    [Test]
    public async Task SetAsync_FileWasChangedSince_IsRefused()
    {
        var revision = box.Present.Revision;
        await File.AppendAllTextAsync(box.Configuration, "\n// by hand\n");

        var answer = await SetAsync(root => root["cameras"]![0]!["name"] = "1", revision);

        Assert.That(answer.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(box.Text, Does.EndWith("// by hand\n"));
    }

    [Test]
    public async Task SetAsync_NothingIsChanged_IsDoneWithoutARestart()
    {
        var answer = await SetAsync(_ => { });

        Assert.That(answer.State, Is.EqualTo(ReplyState.Done));
        Assert.That(restart.IsRequested, Is.False);
    }

    [Test]
    public void SetAsync_ManyThingsWrong_IsRefusedInFewWords()
    {
        void Change(JsonNode root)
        {
            for (var number = 0; number < 3000; number++)
            {
                root[$"wrong{number}-{new string('x', 1000)}"] = number;
            }
        }

        var refusal = Assert.ThrowsAsync<CommandRefusedException>(() => SetAsync(Change))!;

        Assert.That(refusal.Message, Has.Length.LessThan(16_000).And.EndsWith("and 2970 more"));
        Assert.That(restart.IsRequested, Is.False);
    }

    [TestCase("{}")]
    [TestCase("{\"config\":{}}")]
    [TestCase("{\"config\":{},\"revision\":null}")]
    [TestCase("{\"config\":{},\"revision\":\"x\",\"force\":true}")]
    public void SetAsync_ArgumentsAreOther_IsRefused(string args) =>
        Assert.That(() => commands.SetAsync(Request(JsonSerializer.Deserialize<JsonElement>(args)), CancellationToken.None), Throws.TypeOf<CommandRefusedException>());

    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("\"x\"")]
    [TestCase("{}")]
    public void SetAsync_ConfigurationIsNone_IsRefused(string config)
    {
        var args = JsonSerializer.Deserialize<JsonElement>($$"""{ "config": {{config}}, "revision": "{{box.Present.Revision}}" }""");

        Assert.That(() => commands.SetAsync(Request(args), CancellationToken.None), Throws.TypeOf<CommandRefusedException>());
        Assert.That(restart.IsRequested, Is.False);
    }

    [Test]
    [Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task SetAsync_SecretsFileCannotBeUsed_FailsAndChangesNothing()
    {
        var text = box.Text;
        File.SetUnixFileMode(box.Secrets.Path, (UnixFileMode)0b110_100_100);

        var answer = await SetAsync(root => root["cameras"]![0]!["password"] = "new");

        Assert.That(answer.State, Is.EqualTo(ReplyState.Failed));
        Assert.That(answer.Reason, Does.Contain("chmod 600"));
        Assert.That(box.Text, Is.EqualTo(text));
    }

    private Task<CommandAnswer> SetAsync(Action<JsonNode> change, string? revision = null)
    {
        var shown = box.Shown;
        change(shown);
        var args = JsonSerializer.SerializeToElement(new { config = shown, revision = revision ?? box.Present.Revision });
        return commands.SetAsync(Request(args), CancellationToken.None);
    }

    private static CommandRequest Request(JsonElement args) => new("config-set", "r1", default, default, args);
}

using EdgeAgent.Remote.Configuring;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Remote.Configuring;

public sealed class ConfigurationTrialTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 3, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Begin_ThenKept_TheNewConfigurationStaysAndTheOneBeforeIsBeside()
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        var trial = await BegunAsync(box);

        var next = await NextStartAsync(box);
        next.Keep();

        Assert.Multiple(() =>
        {
            Assert.That(trial.IsRunning);
            Assert.That(box.Present.Options.Cameras[0].Name, Is.EqualTo("前门"));
            Assert.That(box.Secrets.Read("door"), Is.EqualTo("new"));
            Assert.That(File.ReadAllText(box.Configuration + ".previous"), Is.EqualTo(before), "with its comments");
            Assert.That(next.Current, Has.Property("State").EqualTo(TrialState.Kept).And.Property("Decided").EqualTo(Noon));
        });
    }

    [Test]
    public async Task Undo_UnhealthyConfiguration_PutsTheOneBeforeBackToTheByteAndForgetsItsPasswords()
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        await BegunAsync(box);

        var next = await NextStartAsync(box);
        next.Undo(new TrialFailure(TrialProblem.Cameras, "door"));
        var last = await NextStartAsync(box);

        Assert.Multiple(() =>
        {
            Assert.That(box.Text, Is.EqualTo(before));
            Assert.That(box.Secrets.Find("door"), Is.Null);
            Assert.That(box.Secrets.Read("store"), Is.EqualTo(ConfiguredBox.Entered));
            Assert.That(last.Current, Has.Property("State").EqualTo(TrialState.Undone).And.Property("Failure").EqualTo(new TrialFailure(TrialProblem.Cameras, "door")));
            Assert.That(last.IsRunning, Is.False);
        });
    }

    [Test]
    public async Task Settle_StartedAgainAndAgain_UndoesAtTheFourth()
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        await BegunAsync(box);

        for (var start = 1; start <= 3; start++)
        {
            Assert.That((await NextStartAsync(box)).IsRunning, $"start {start}");
        }

        var fourth = await NextStartAsync(box);

        Assert.That(fourth.Current!.Failure!.Problem, Is.EqualTo(TrialProblem.Restarts));
        Assert.That(box.Text, Is.EqualTo(before));
    }

    [Test]
    public async Task Settle_TimeIsOver_Undoes()
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        await BegunAsync(box);

        var next = await NextStartAsync(box, Noon.AddMinutes(2));

        Assert.That(next.Current!.Failure!.Problem, Is.EqualTo(TrialProblem.Away));
        Assert.That(box.Text, Is.EqualTo(before));
    }

    [Test]
    public async Task Settle_ClockStandsBeforeTheTrial_GivesItItsTimeOnceMore()
    {
        using var box = new ConfiguredBox();
        await BegunAsync(box);

        var next = await NextStartAsync(box, DateTimeOffset.UnixEpoch);

        Assert.That(next.IsRunning);
        Assert.That(ConfigurationTrial.Left(next.Current!, DateTimeOffset.UnixEpoch), Is.EqualTo(ConfigurationTrial.Limit));
    }

    [Test]
    public async Task Settle_PowerFailedBeforeTheConfigurationWasWritten_IsUndone()
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        await BegunAsync(box);
        await File.WriteAllTextAsync(box.Configuration, before);

        var next = await NextStartAsync(box);

        Assert.That(next.Current, Has.Property("State").EqualTo(TrialState.Undone).And.Property("Failure").EqualTo(new TrialFailure(TrialProblem.NotWritten)));
    }

    [TestCase(true, TestName = "before the configuration was put back")]
    [TestCase(false, TestName = "after it")]
    public async Task Settle_PowerFailedWhileItWasUndone_IsUndoneAtTheNextStart(bool early)
    {
        using var box = new ConfiguredBox();
        var before = box.Text;
        var trial = await BegunAsync(box);
        new TrialFiles(box.Configuration).Save(trial.Current! with { State = TrialState.Undoing, Failure = new TrialFailure(TrialProblem.Broker) });
        if (!early)
        {
            File.Move(box.Configuration + ".previous", box.Configuration, overwrite: true);
        }

        var next = await NextStartAsync(box);

        Assert.That(box.Text, Is.EqualTo(before));
        Assert.That(next.Current, Has.Property("State").EqualTo(TrialState.Undone).And.Property("Failure").EqualTo(new TrialFailure(TrialProblem.Broker)));
    }

    [Test]
    public async Task Settle_SomebodyChangedTheFileMeanwhile_LeavesItAlone()
    {
        using var box = new ConfiguredBox();
        await BegunAsync(box);
        await File.AppendAllTextAsync(box.Configuration, "\n");
        var changed = box.Text;

        var next = await NextStartAsync(box, Noon.AddHours(1));

        Assert.That(next.Current!.State, Is.EqualTo(TrialState.Overtaken));
        Assert.That(box.Text, Is.EqualTo(changed));
    }

    [Test]
    public async Task Undo_TheConfigurationBeforeIsGone_SaysSo()
    {
        using var box = new ConfiguredBox();
        await BegunAsync(box);
        File.Delete(box.Configuration + ".previous");

        var next = await NextStartAsync(box, Noon.AddHours(1));

        Assert.That(next.Current!.State, Is.EqualTo(TrialState.Overtaken));
        Assert.That(box.Present.Options.Cameras[0].Name, Is.EqualTo("前门"));
    }

    [Test]
    public async Task Undo_DiskIsFull_PutsTheConfigurationBeforeBack()
    {
        var disk = SmallDisk.Mount(200_000);
        try
        {
            using var box = new ConfiguredBox();
            foreach (var file in Directory.GetFiles(box.Folder))
            {
                File.Copy(file, Path.Combine(disk, Path.GetFileName(file)));
            }

            var configuration = Path.Combine(disk, "config.json");
            var before = await File.ReadAllTextAsync(configuration);
            await BegunAsync(box, configuration);
            await FillAsync(Path.Combine(disk, "fill"));

            var next = new ConfigurationTrial(configuration, new FakeTimeProvider(Noon));
            await next.SettleAsync(CancellationToken.None);

            Assert.That(await File.ReadAllTextAsync(configuration), Is.EqualTo(before), "starts that cannot be counted would have no end");
            Assert.That(next.Current!.State, Is.EqualTo(TrialState.Undone));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [Test]
    [Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Begin_ConfigurationIsForItsOwnerAlone_SoIsAllBesideIt()
    {
        using var box = new ConfiguredBox();
        File.SetUnixFileMode(box.Configuration, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        await BegunAsync(box);

        foreach (var file in new[] { "", ".previous", ".trial" })
        {
            Assert.That(File.GetUnixFileMode(box.Configuration + file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
        }
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("{}")]
    [TestCase("[1]")]
    public async Task Settle_AccountIsNone_IsAsWithoutATrial(string text)
    {
        using var box = new ConfiguredBox();
        await File.WriteAllTextAsync(box.Configuration + ".trial", text);

        Assert.That((await NextStartAsync(box)).Current, Is.Null);
    }

    private static async Task<ConfigurationTrial> BegunAsync(ConfiguredBox box, string? configuration = null)
    {
        var trial = new ConfigurationTrial(configuration ?? box.Configuration, new FakeTimeProvider(Noon));
        var proposed = box.Proposed(root =>
        {
            root["cameras"]![0]!["name"] = "前门";
            root["cameras"]![0]!["password"] = "new";
        });
        await trial.Secrets.ChangeAsync(proposed.Secrets, TimeProvider.System, CancellationToken.None);
        trial.Begin("r1", box.Present, proposed, ["door"]);
        return trial;
    }

    private static async Task<ConfigurationTrial> NextStartAsync(ConfiguredBox box, DateTimeOffset? now = null)
    {
        var trial = new ConfigurationTrial(box.Configuration, new FakeTimeProvider(now ?? Noon));
        await trial.SettleAsync(CancellationToken.None);
        return trial;
    }

    private static async Task FillAsync(string file)
    {
        await using var fill = File.Create(file);
        try
        {
            while (true)
            {
                await fill.WriteAsync(new byte[4096]);
                await fill.FlushAsync();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}

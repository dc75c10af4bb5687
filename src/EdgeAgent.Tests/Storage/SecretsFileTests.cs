using System.Text.Json;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Storage;

[Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretsFileTests
{
    private const string Password = "night-in-gale 密码 \"\\";

    private TempFolder folder = null!;
    private SecretsFile secrets = null!;

    [SetUp]
    public void Open()
    {
        folder = new TempFolder();
        secrets = new SecretsFile(folder.Path);
    }

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public async Task ChangeAsync_NewFile_IsReadByItsOwnerAlone()
    {
        await SetAsync("kitchen", Password);

        Assert.That(File.GetUnixFileMode(secrets.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(secrets.Read("kitchen"), Is.EqualTo(Password));
        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "secrets.json", "secrets.json.lock" }));
    }

    [Test]
    public async Task ChangeAsync_PartialOfACrashWithWideRights_IsNotWrittenInto()
    {
        var left = secrets.Path + ".partial";
        File.WriteAllText(left, "");
        File.SetUnixFileMode(left, (UnixFileMode)Convert.ToInt32("666", 8));
        using var reader = File.OpenRead(left);

        await SetAsync("kitchen", Password);

        Assert.That(reader.ReadByte(), Is.EqualTo(-1), "whoever had it open sees nothing of the new one");
        Assert.That(File.GetUnixFileMode(secrets.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task ChangeAsync_WouldBecomeTooLarge_StaysAsItIs()
    {
        await SetAsync("kitchen", Password);

        Assert.That(async () => await SetAsync("store", new string('x', 1_000_000)), Throws.TypeOf<InvalidDataException>().With.Message.Contains("too large"));
        Assert.That(secrets.Read("kitchen"), Is.EqualTo(Password));
    }

    [Test]
    public async Task ChangeAsync_AsRootInTheAgentsFolder_FileBelongsToTheAgent()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("only root may give a file away");
        }

        using var chown = await ChildProcess.RunAsync("/usr/bin/chown", "65534:65533", folder.Path);

        await SetAsync("kitchen", Password);
        await SetAsync("kitchen", "another");

        using var owner = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a", secrets.Path, secrets.Path + ".lock");
        Assert.That(owner.Output, Is.EqualTo(new[] { "65534:65533 600", "65534:65533 600" }));
    }

    [Test]
    public void ChangeAsync_LockThatMayNotBeOpened_SaysWhoMay()
    {
        Directory.CreateDirectory(secrets.Path + ".lock");

        Assert.That(() => SetAsync("kitchen", Password), Throws.TypeOf<IOException>().With.Message.Contains("secrets.json.lock").And.Message.Contains("run this as"));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ChangeAsync_LinkInThePlaceOfTheLock_IsRefusedAndItsTargetLeftAlone(bool isThere)
    {
        using var elsewhere = new TempFolder();
        var victim = elsewhere.File("victim");
        if (isThere)
        {
            await File.WriteAllTextAsync(victim, "precious");
        }

        File.CreateSymbolicLink(secrets.Path + ".lock", victim);
        using var chown = await ChildProcess.RunAsync("/usr/bin/chown", "65534:65533", folder.Path);
        using var before = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a %s", victim);

        Assert.That(() => SetAsync("kitchen", Password), Throws.TypeOf<InvalidDataException>().With.Message.Contains("is a link"));
        using var after = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a %s", victim);
        Assert.That(after.Output, Is.EqualTo(before.Output));
    }

    [Test]
    public async Task ChangeAsync_LockOfAnotherUser_StaysTheirs()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("only root may give a file away");
        }

        await File.WriteAllTextAsync(secrets.Path + ".lock", "");
        using var chown = await ChildProcess.RunAsync("/usr/bin/chown", "65534:65533", folder.Path);

        await SetAsync("kitchen", Password);

        using var owner = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u", secrets.Path + ".lock");
        Assert.That(owner.Output, Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public async Task ChangeAsync_TwentyWriters_NoEntryIsLost()
    {
        var names = Enumerable.Range(0, 20).Select(number => $"camera-{number}").ToList();

        await Task.WhenAll(names.Select(name => Task.Run(() => new SecretsFile(folder.Path).ChangeAsync(
            new Dictionary<string, string?> { [name] = name }, TimeProvider.System, CancellationToken.None))));

        Assert.That(names.Select(secrets.Find), Is.EqualTo(names));
    }

    [Test]
    public async Task ChangeAsync_EntryTakenAway_OthersStay()
    {
        await SetAsync("kitchen", Password);
        await SetAsync("store", "s");

        await SetAsync("store", null);

        Assert.That(secrets.Find("store"), Is.Null);
        Assert.That(secrets.Read("kitchen"), Is.EqualTo(Password));
    }

    [Test]
    public void ChangeAsync_FileUnusable_StaysAsItIs()
    {
        Write("{ \"kitchen\": nightingale }");

        Assert.That(() => SetAsync("store", "s"), Throws.TypeOf<InvalidDataException>());
        Assert.That(File.ReadAllText(secrets.Path), Is.EqualTo("{ \"kitchen\": nightingale }"));
    }

    [TestCase("640")]
    [TestCase("604")]
    [TestCase("620")]
    [TestCase("610")]
    public async Task Read_OthersMayTouchTheFile_RefusesAndNamesTheFix(string mode)
    {
        await SetAsync("kitchen", Password);
        File.SetUnixFileMode(secrets.Path, (UnixFileMode)Convert.ToInt32(mode, 8));

        Assert.That(
            () => secrets.Read("kitchen"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains($"chmod 600 {secrets.Path}").And.Message.Not.Contains(Password));
    }

    [TestCase("", "line 1")]
    [TestCase("{ \"kitchen\": nightingale }", "line 1")]
    [TestCase("{\n \"kitchen\": \"nightingale\n\" }", "line 2")]
    [TestCase("{ \"nightingale\": 1, \"nightingale\": 2 }", "secrets.json")]
    [TestCase("{ \"kitchen\": [[[[\"nightingale\"]]]] }", "secrets.json")]
    [TestCase("[ \"nightingale\" ]", "secrets.json")]
    [TestCase("\"nightingale\"", "secrets.json")]
    [TestCase("{ \"kitchen\": \"nightingale\\ud800\" }", "secrets.json")]
    [TestCase("{ \"kitchen\": 5552368 }", "\"kitchen\"")]
    [TestCase("{ \"kitchen\": { \"dpapi\": \"nightingale\" } }", "another machine")]
    [TestCase("{ \"store\": \"nightingale\" }", "no entry \"kitchen\"")]
    public void Read_FileUnusable_SaysWhereAndNeverWhatStandsThere(string content, string said)
    {
        Write(content);

        var error = Assert.Throws<InvalidDataException>(() => secrets.Read("kitchen"))!;

        Assert.That(error.Message, Does.Contain(said));
        Assert.That(error.ToString(), Does.Not.Contain("nightingale").And.Not.Contain("5552368"));
    }

    [TestCase("")]
    [TestCase("a nightingale sang")]
    [TestCase("../nightingale")]
    [TestCase("nightingale\n")]
    public void Read_NoName_SaysWhatANameIs(string name) => Assert.That(
        () => new Secret("secret:" + name).Reveal(),
        Throws.TypeOf<InvalidDataException>().With.Message.Contains("1 to 64").And.Message.Not.Contains("nightingale"));

    [Test]
    public void Read_TooLarge_IsRefused()
    {
        Write(new string(' ', 1_000_001));

        Assert.That(() => secrets.Read("kitchen"), Throws.TypeOf<InvalidDataException>().With.Message.Contains("too large"));
    }

    [Test]
    public void Find_NoFile_IsNull() => Assert.That(secrets.Find("kitchen"), Is.Null);

    [Test]
    public void Find_AnyBytes_GivesATextOrNullOrInvalidData()
    {
        var pieces = new[] { "{", "}", "\"kitchen\"", ":", ",", "\"x\"", "null", "1", "[", "]", "\"\\ud800\"", "{\"dpapi\":\"x\"}", "\u0000", "//", "\uFEFF" };
        var text = from count in Gen.Choose(0, 12) from all in Gen.Elements(pieces).ArrayOf(count) select string.Concat(all);
        Prop.ForAll(text.ToArbitrary(), content =>
        {
            Write(content);
            try
            {
                Assert.That(secrets.Find("kitchen"), Is.Null.Or.Not.Empty);
            }
            catch (InvalidDataException error)
            {
                Assert.That(error.Message, Does.Contain(secrets.Path));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public async Task Reveal_EntryOfTheFolder_IsItsValueAndPrintsAsNothing()
    {
        await SetAsync("kitchen", Password);

        var secret = new Secret(Secret.Entry("kitchen")).WithPathFrom(folder.Path);

        Assert.That(secret.Reveal(), Is.EqualTo(Password));
        Assert.That($"{secret} {JsonSerializer.Serialize(secret)}", Is.EqualTo("*** \"***\""));
    }

    private Task SetAsync(string name, string? text) =>
        secrets.ChangeAsync(new Dictionary<string, string?> { [name] = text }, TimeProvider.System, CancellationToken.None);

    private void Write(string content)
    {
        File.WriteAllText(secrets.Path, content);
        File.SetUnixFileMode(secrets.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}

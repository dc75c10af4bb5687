using System.Security.Cryptography.X509Certificates;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Central;

[Parallelizable(ParallelScope.Self)]
[Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class CertificateScriptTests
{
    private TempFolder folder = null!;
    private CentralAuthority authority = null!;

    [OneTimeSetUp]
    public async Task FoundAsync()
    {
        folder = new TempFolder();
        authority = await CentralAuthority.FoundAsync(folder.File("own"));
    }

    [OneTimeTearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public async Task Site_New_IsNamedForItsPlaceSaysItsEndAndKeepsItsKeyToItself()
    {
        var said = await authority.RunAsync("site", "quanzhou/anxi/new-1");

        var identity = new Identity(folder.File("own", "quanzhou.anxi.new-1"));
        using var certificate = X509Certificate2.CreateFromPemFile(identity.Certificate, identity.Key);
        Assert.Multiple(() =>
        {
            Assert.That(certificate.Subject, Is.EqualTo("CN=quanzhou/anxi/new-1"));
            Assert.That(said, Does.Contain($"valid until {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss}Z"));
            Assert.That(certificate.NotAfter - certificate.NotBefore, Is.EqualTo(TimeSpan.FromDays(5 * 365)));
            Assert.That(File.GetUnixFileMode(identity.Key), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        });
    }

    [TestCase("authority", "Another")]
    [TestCase("broker", "10.0.0.1")]
    public async Task Issue_ThereAlready_RefusesAndChangesNothing(params string[] arguments)
    {
        var before = Contents();

        using var script = await RunAsync(arguments);

        Assert.That(await script.ExitAsync(), Is.EqualTo(1));
        Assert.That(script.Errors, Has.One.Contains("is there already"));
        Assert.That(Contents(), Is.EqualTo(before));
    }

    [TestCase(2, "site", "quanzhou/anxi")]
    [TestCase(2, "site", "quanzhou/anxi/Tofu")]
    [TestCase(2, "site", "quanzhou/anxi/tofu-7/x")]
    [TestCase(2, "county", "quanzhou")]
    [TestCase(2, "office", "a/b")]
    [TestCase(2, "broker", "a b")]
    [TestCase(2, "authority", "a\nb")]
    [TestCase(2, "unknown")]
    [TestCase(2)]
    [TestCase(1, "site", "a-city-with-a-name-of-32-letters/a-county-with-a-name-of-32-lette/x")]
    [TestCase(1, "renew", "quanzhou/anxi/nobody")]
    [TestCase(1, "revoke", "quanzhou/anxi/nobody")]
    public async Task Run_WrongUse_SaysWhyAndLeavesNothing(int exit, params string[] arguments)
    {
        var before = Directory.GetFileSystemEntries(folder.File("own"));

        using var script = await RunAsync(arguments);

        Assert.That(await script.ExitAsync(), Is.EqualTo(exit));
        Assert.That(script.Errors, Has.Count.EqualTo(1).And.All.StartsWith("certificates: "));
        Assert.That(Directory.GetFileSystemEntries(folder.File("own")), Is.EquivalentTo(before));
    }

    [Test]
    public async Task Renew_ASite_KeepsKeyAndNameAndBothAreRevokedTogether()
    {
        var site = await authority.IssueAsync("site", "quanzhou/anxi/old-1");
        var key = await File.ReadAllTextAsync(site.Key);
        using var before = X509CertificateLoader.LoadCertificateFromFile(site.Certificate);

        await authority.RunAsync("renew", "quanzhou/anxi/old-1");
        using var after = X509Certificate2.CreateFromPemFile(site.Certificate, site.Key);
        await authority.RunAsync("revoke", "quanzhou/anxi/old-1");
        var list = await authority.RunAsync("list");

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(site.Key), Is.EqualTo(key));
            Assert.That(after.Subject, Is.EqualTo(before.Subject));
            Assert.That(after.SerialNumber, Is.Not.EqualTo(before.SerialNumber));
            Assert.That(list.Split('\n').Where(line => line.EndsWith(", revoked", StringComparison.Ordinal)), Has.One.Contains(before.SerialNumber).And.One.Contains(after.SerialNumber));
        });
    }

    [Test]
    public async Task Help_Asked_NamesEveryCommand()
    {
        using var script = await RunAsync("--help");

        Assert.That(await script.ExitAsync(), Is.Zero);
        foreach (var command in new[] { "authority", "broker", "site", "county", "office", "renew", "revoke", "list" })
        {
            Assert.That(script.Output, Has.Some.StartsWith($"  {command}"));
        }
    }

    private Task<ChildProcess> RunAsync(params string[] arguments) => ChildProcess.RunAsync(
        Repository.File(CentralAuthority.Script), arguments is ["--help"] ? arguments : ["--folder", folder.File("own"), .. arguments]);

    private Dictionary<string, string> Contents() =>
        Directory.GetFiles(folder.File("own"), "*", SearchOption.AllDirectories).ToDictionary(file => file, File.ReadAllText);
}

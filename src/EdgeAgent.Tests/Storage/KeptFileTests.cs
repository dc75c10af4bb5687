using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Storage;

public sealed class KeptFileTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2026-05-04T08:00:00Z", System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public void Rewrite_NoFileYet_WritesItAndKeepsNothing()
    {
        using var folder = new TempFolder();

        Assert.That(KeptFile.Rewrite(folder.File("a"), "new"u8, time), Is.Null);
        Assert.That(File.ReadAllText(folder.File("a")), Is.EqualTo("new"));
    }

    [Test]
    public void Rewrite_TwiceInASecond_KeepsBothOldOnes()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a"), "1");

        var first = KeptFile.Rewrite(folder.File("a"), "2"u8, time)!;
        var second = KeptFile.Rewrite(folder.File("a"), "3"u8, time)!;

        Assert.That(Path.GetFileName(first), Is.EqualTo("a.bak.20260504-080000"));
        Assert.That(new[] { first, second, folder.File("a") }.Select(File.ReadAllText), Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [Test, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Rewrite_CopyIsHidden_IsTheOwnersAloneAndTheirsOfWhatALinkLeadsTo()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a"), "1");
        File.SetUnixFileMode(folder.File("a"), (UnixFileMode)Convert.ToInt32("644", 8));
        File.CreateSymbolicLink(folder.File("link"), folder.File("a"));
        using var given = await ChildProcess.RunAsync("/usr/bin/chown", Environment.IsPrivilegedProcess ? "65534:65533" : ":", folder.Path);
        using var before = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g", folder.File("a"));

        var copy = KeptFile.Rewrite(folder.File("link"), "2"u8, time, hidesCopy: true)!;

        using var after = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a", copy);
        Assert.That(after.Output.Single(), Is.EqualTo($"{before.Output.Single()} 600"));
    }

    [Test, Platform("Linux"), System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Rewrite_FileWithItsOwnRights_KeepsThemAndTheOwnerAsDoesTheCopy([Values("600", "640", "666")] string mode)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("a"), "1");
        File.SetUnixFileMode(folder.File("a"), (UnixFileMode)Convert.ToInt32(mode, 8));
        using var given = await ChildProcess.RunAsync("/usr/bin/chown", Environment.IsPrivilegedProcess ? "65534:65533" : ":", folder.File("a"));
        using var before = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a", folder.File("a"));

        var copy = KeptFile.Rewrite(folder.File("a"), "2"u8, time)!;

        using var after = await ChildProcess.RunAsync("/usr/bin/stat", "-c", "%u:%g %a", folder.File("a"), copy);
        Assert.That(before.Output.Single(), Does.EndWith(mode));
        Assert.That(after.Output, Is.EqualTo(new[] { before.Output.Single(), before.Output.Single() }));
    }
}

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
    public void Rewrite_OwnerOnlyFile_StaysOneAsDoesTheCopy()
    {
        using var folder = new TempFolder();
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(folder.File("a"), "1");
        File.SetUnixFileMode(folder.File("a"), OwnerOnly);

        var copy = KeptFile.Rewrite(folder.File("a"), "2"u8, time)!;

        Assert.That(new[] { copy, folder.File("a") }.Select(File.GetUnixFileMode), Is.All.EqualTo(OwnerOnly));
    }
}

using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

public sealed class AtomicFileTests
{
    [Test]
    public void Write_FolderMissing_MakesItAndLeavesNothingElse()
    {
        using var folder = new TempFolder();
        var path = folder.File("2026-05-04", "picture.jpg");

        AtomicFile.Write(path, [1, 2, 3]);

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(Directory.GetFiles(folder.File("2026-05-04")), Has.Length.EqualTo(1));
    }

    [Test]
    public void Write_FileThere_IsReplacedAsAWhole()
    {
        using var folder = new TempFolder();
        var path = folder.File("a");
        AtomicFile.Write(path, new byte[1000]);

        AtomicFile.Write(path, [7]);

        Assert.That(File.ReadAllBytes(path), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void Write_PartialOfACrashThere_IsOverwritten()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("a.partial"), new byte[1000]);

        AtomicFile.Write(folder.File("a"), [7]);

        Assert.That(Directory.GetFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(["a"]));
        Assert.That(File.ReadAllBytes(folder.File("a")), Is.EqualTo(new byte[] { 7 }));
    }

    [Test]
    public void Write_SomebodyElseWritesTheSame_FailsAndLeavesTheirs()
    {
        using var folder = new TempFolder();
        using (var other = new FileStream(folder.File("a.partial"), FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            Assert.That(() => AtomicFile.Write(folder.File("a"), [7]), Throws.InstanceOf<IOException>());
        }

        Assert.That(File.Exists(folder.File("a.partial")), Is.True);
    }

    [Test]
    public void Write_LinkInThePlaceOfThePartial_LeavesItsTargetAlone()
    {
        using var folder = new TempFolder();
        var (path, victim) = (folder.File("a"), folder.File("victim"));
        File.WriteAllText(victim, "precious");
        File.CreateSymbolicLink(path + ".partial", victim);

        AtomicFile.Write(path, [7]);

        Assert.That(File.ReadAllText(victim), Is.EqualTo("precious"));
        Assert.That((new FileInfo(path).LinkTarget, File.ReadAllBytes(path).Single()), Is.EqualTo(((string?)null, 7)));
    }

    [Test]
    public void Write_DiskFull_LeavesTheOldFileAndNoPartial()
    {
        var disk = SmallDisk.Mount(64_000);
        try
        {
            var path = Path.Combine(disk, "a");
            File.WriteAllText(path, "old");

            Assert.That(() => AtomicFile.Write(path, new byte[1_000_000]), Throws.InstanceOf<IOException>());
            Assert.That(File.ReadAllText(path), Is.EqualTo("old"));
            Assert.That(Directory.GetFiles(disk), Is.EqualTo([path]));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    [Test]
    public void Write_TargetIsAFolder_FailsAndLeavesNoPartial()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("a"));

        Assert.That(() => AtomicFile.Write(folder.File("a"), [7]), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(Directory.GetFiles(folder.Path), Is.Empty);
    }
}

using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

public sealed class DiskSpaceTests
{
    [Test]
    public void DemandReserve_EnoughFree_IsContent()
    {
        using var folder = new TempFolder();
        var disk = new DiskSpace(folder.Path, 1);

        Assert.That(disk.DemandReserve, Throws.Nothing);
        Assert.That(disk.IsShort, Is.False);
    }

    [Test]
    public void DemandReserve_TooLittleFree_SaysHowMuchAndWhichSetting()
    {
        using var folder = new TempFolder();
        var disk = new DiskSpace(folder.Path, long.MaxValue);

        Assert.That(
            disk.DemandReserve,
            Throws.TypeOf<DiskFullException>().With.Message.Contains("storage.reserveMegabytes").And.Message.Contains(folder.Path));
        Assert.That(disk.IsShort, Is.True);
    }

    [Test]
    public void IsWritable_Folder_IsTriedAndLeftEmpty()
    {
        using var folder = new TempFolder();

        Assert.That(new DiskSpace(folder.Path, 0).IsWritable, Is.True);
        Assert.That(Directory.GetFileSystemEntries(folder.Path), Is.Empty);
        Assert.That(new DiskSpace(folder.File("gone"), 0).IsWritable, Is.False);
    }
}

using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

/// <summary>A disk that is really full, not only short of its reserve.</summary>
public sealed class AgentDatabaseDiskTests
{
    [Test]
    public void InTransaction_DiskErrorWithin_KeepsWhatWasCommittedAndGoesOn()
    {
        using var folder = new TempFolder();
        using var database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        database.InTransaction(() => Insert(database, 1));

        Assert.That(
            () => database.InTransaction(() =>
            {
                Insert(database, 2);
                FailAsADisk();
            }),
            Throws.InstanceOf<IOException>());
        database.InTransaction(() => Insert(database, 3));

        Assert.That(Rows(database).FindAll().Select(row => row.Id), Is.EqualTo(new[] { 1, 3 }));
    }

    [Test]
    public void InTransactionOnReserve_DiskFull_IsRefusedBeforeTheDatabaseIsTouched()
    {
        var folder = SmallDisk.Mount(40_000_000);
        try
        {
            using var database = new AgentDatabase(Path.Combine(folder, "agent.db"), new DiskSpace(folder, 16_000_000));
            database.InTransaction(() => Insert(database, 1));
            File.WriteAllBytes(Path.Combine(folder, "foreign"), new byte[30_000_000]);

            Assert.That(() => database.InTransaction(() => Insert(database, 2)), Throws.InstanceOf<DiskFullException>());
            database.InTransactionOnReserve(() => Insert(database, 3));
            Fill(Path.Combine(folder, "more"));
            Assert.That(() => database.InTransactionOnReserve(() => Insert(database, 4)), Throws.InstanceOf<DiskFullException>());

            Assert.That(Rows(database).FindAll().Select(row => row.Id), Is.EqualTo(new[] { 1, 3 }));
        }
        finally
        {
            SmallDisk.Unmount(folder);
        }
    }

    [TestCase("agent.db")]
    [TestCase("agent.db.lock")]
    public void Open_FileMayNotBeWritten_IsNotTakenForDamageAndNamesIt(string file)
    {
        using var folder = new TempFolder();
        Open(folder.Path).Dispose();
        SmallDisk.SetImmutable(folder.File(file), true);
        try
        {
            Assert.That(() => Open(folder.Path), Throws.TypeOf<DatabaseUnreadableException>().With.Message.Contains(folder.File(file)));
        }
        finally
        {
            SmallDisk.SetImmutable(folder.File(file), false);
        }

        using var again = Open(folder.Path);
        Assert.That((again.Damage, Rows(again).Count()), Is.EqualTo(((DatabaseDamage?)null, 1)));
    }

    [Test]
    public void Open_DiskIsReadOnly_IsNotTakenForDamage()
    {
        var disk = SmallDisk.Mount(20_000_000);
        try
        {
            Open(disk).Dispose();
            SmallDisk.SetReadOnly(disk, true);
            Assert.That(() => Open(disk), Throws.TypeOf<DatabaseUnreadableException>().With.Message.Contains(disk));
            SmallDisk.SetReadOnly(disk, false);

            using var again = Open(disk);
            Assert.That((again.Damage, Rows(again).Count()), Is.EqualTo(((DatabaseDamage?)null, 1)));
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    private static AgentDatabase Open(string folder)
    {
        var database = new AgentDatabase(Path.Combine(folder, "agent.db"), new DiskSpace(folder, 0));
        if (Rows(database).Count() == 0)
        {
            database.InTransaction(() => Insert(database, 1));
        }

        return database;
    }

    private static LiteDB.ILiteCollection<Row> Rows(AgentDatabase database) => database.Collection<Row>("rows");

    private static void Insert(AgentDatabase database, int id) => Rows(database).Insert(new Row(id, new string('x', 30_000)));

    private static void FailAsADisk() => throw new IOException("the disk does not answer");

    private static void Fill(string path)
    {
        var block = new byte[4096];
        using var file = File.Create(path);
        Assert.That(
            () =>
            {
                while (true)
                {
                    file.Write(block);
                    file.Flush();
                }
            },
            Throws.InstanceOf<IOException>());
    }

    private sealed record Row(int Id, string Text);
}

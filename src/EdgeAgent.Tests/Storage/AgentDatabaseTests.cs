using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

public sealed class AgentDatabaseTests
{
    [Test]
    public void InTransaction_Throws_LeavesNothing()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        var rows = database.Collection<Row>("rows");
        database.InTransaction(() => rows.Insert(new Row(1)));

        Assert.That(
            () => database.InTransaction(() =>
            {
                rows.Insert(new Row(2));
                rows.Delete(1);
                Fail();
            }),
            Throws.InvalidOperationException.With.Message.EqualTo("on purpose"));

        Assert.That(rows.FindAll().Select(row => row.Id), Is.EqualTo([1]));
        database.InTransaction(() => rows.Insert(new Row(3)));
        Assert.That(rows.Count(), Is.EqualTo(2));
    }

    [Test]
    public void InTransaction_WithinAnother_IsRefusedAndNothingOfBothStays()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        var rows = database.Collection<Row>("rows");

        Assert.That(
            () => database.InTransaction(() =>
            {
                rows.Insert(new Row(1));
                database.InTransaction(() => rows.Insert(new Row(2)));
            }),
            Throws.InvalidOperationException);

        Assert.That(rows.Count(), Is.Zero);
    }

    [Test]
    public void InTransaction_FromManyThreads_AllArrive()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        var (one, other) = (database.Collection<Row>("one"), database.Collection<Row>("other"));

        Parallel.For(1, 201, id => database.InTransaction(() => (id % 2 == 0 ? one : other).Insert(new Row(id))));

        Assert.That(one.Count() + other.Count(), Is.EqualTo(200));
    }

    [Test]
    public void InTransaction_ReserveUsedUp_WritesNothingButMayLetGo()
    {
        using var folder = new TempFolder();
        using var database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, long.MaxValue));
        var rows = database.Collection<Row>("rows");

        Assert.That(() => database.InTransaction(() => rows.Insert(new Row(1))), Throws.TypeOf<DiskFullException>());
        Assert.That(rows.Count(), Is.Zero);

        database.InTransactionOnReserve(() => rows.Insert(new Row(2)));
        Assert.That(rows.Count(), Is.EqualTo(1));
    }

    [Test]
    public void Open_AfterACrash_HasWhatWasCommitted()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        for (var id = 1; id <= 20; id++)
        {
            database.InTransaction(() => database.Collection<Row>("rows").Insert(new Row(id)));
        }

        // What lies on disk at this moment is what a crash leaves.
        Directory.CreateDirectory(folder.File("crashed"));
        foreach (var file in Directory.GetFiles(folder.Path, "*.db"))
        {
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(folder.File("crashed", Path.GetFileName(file)));
            source.CopyTo(copy);
        }

        using var again = new AgentDatabase(folder.File("crashed", "agent.db"), new DiskSpace(folder.Path, 0));
        Assert.That(again.Collection<Row>("rows").Count(), Is.EqualTo(20));
    }

    [TestCase(8192)]
    [TestCase(100_000)]
    public void Open_NoDatabase_IsSetAsideAsItIsAndANewOneBegun(int length)
    {
        using var folder = new TempFolder();
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(folder.File("agent.db"), noise);

        using var database = Open(folder);

        Assert.That(database.Damage!.SetAside, Is.EqualTo(folder.File("agent.db.damaged-1")));
        Assert.That(File.ReadAllBytes(database.Damage.SetAside), Is.EqualTo(noise[..(length / 8192 * 8192)]), "LiteDB cuts it to whole pages");
        database.InTransaction(() => database.Collection<Row>("rows").Insert(new Row(1)));
    }

    // Wherever the damage is, the file either gives back all that was committed or is set aside; it never gives back a part.
    [Test]
    public void Open_DamagedAnywhere_IsSetAsideOrWhole([Range(0, 26)] int seed)
    {
        using var folder = new TempFolder();
        var random = new Random(seed);
        using (var database = Open(folder))
        {
            database.InTransaction(() => database.Collection<Row>("rows").Insert(Enumerable.Range(1, 200).Select(id => new Row(id))));
        }

        var bytes = File.ReadAllBytes(folder.File("agent.db"));
        if (seed % 3 == 0)
        {
            bytes = bytes[..random.Next(1, bytes.Length)];
        }
        else
        {
            var at = seed % 3 == 1 ? 0 : random.Next(bytes.Length);
            random.NextBytes(bytes.AsSpan(at, Math.Min(bytes.Length - at, 8192)));
        }

        File.WriteAllBytes(folder.File("agent.db"), bytes);

        using var again = Open(folder);

        Assert.That(again.Collection<Row>("rows").Count(), Is.EqualTo(again.Damage is null ? 200 : 0));
        again.InTransaction(() => again.Collection<Row>("rows").Insert(new Row(201)));
        TestContext.Out.WriteLine(again.Damage?.Reason ?? "whole");
    }

    [Test]
    public void InTransaction_DamageIsMetWithin_FailsForGoodAndTheNextStartBeginsAnew()
    {
        using var folder = new TempFolder();
        using (var database = Open(folder))
        {
            Assert.That(
                () => database.InTransaction(FindDamage),
                Throws.TypeOf<InvalidDataException>().With.Message.Contains(folder.File("agent.db")));
        }

        using var again = Open(folder);

        Assert.That(again.Damage!.Reason, Does.Contain("on purpose"));
        again.DamageIsNoted();
        Assert.That(File.Exists(folder.File("agent.db.damaged")), Is.False);
    }

    // Told once at least: what is found before it is noted elsewhere is found again.
    [Test]
    public void Open_KilledBeforeItsDamageWasNoted_IsFoundAgain()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("agent.db"), new byte[20_000]);
        Open(folder).Dispose();

        using var again = Open(folder);

        Assert.That(again.Damage, Is.Not.Null);
    }

    // A kill between commit and checkpoint leaves the rows in the log; a disk may then lose any part of it.
    [Test]
    public void Open_LogCutAnywhere_HasWholeTransactionsOnlyOrIsSetAside([Range(0, 11)] int seed)
    {
        using var folder = new TempFolder();
        WriteUnchecked(folder, transactions: 5);
        var log = folder.File("agent-log.db");
        var whole = File.ReadAllBytes(log);
        Assert.That(whole, Is.Not.Empty);
        File.WriteAllBytes(log, whole[..new Random(seed).Next(whole.Length)]);

        using var database = Open(folder);

        var ids = database.Collection<Row>("rows").FindAll().Select(row => row.Id).ToList();
        TestContext.Out.WriteLine($"{ids.Count} rows, {database.Damage?.Reason ?? "whole"}");
        Assert.That(ids.Count % 10, Is.Zero, "ten rows each");
        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, ids.Count)));
    }

    private static void WriteUnchecked(TempFolder folder, int transactions)
    {
        using var cut = new TempFolder();
        using (var database = new LiteDB.LiteDatabase(cut.File("agent.db")) { CheckpointSize = 0 })
        {
            var rows = database.GetCollection<Row>("rows");
            for (var transaction = 0; transaction < transactions; transaction++)
            {
                database.BeginTrans();
                rows.Insert(Enumerable.Range((transaction * 10) + 1, 10).Select(id => new Row(id)));
                database.Commit();
            }

            foreach (var file in Directory.GetFiles(cut.Path))
            {
                using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                using var copy = File.Create(folder.File(Path.GetFileName(file)));
                source.CopyTo(copy);
            }
        }
    }

    [Test]
    public void Open_SecondAgentOnTheSameFile_IsRefused()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        database.InTransaction(() => database.Collection<Row>("rows").Insert(new Row(1)));

        Assert.That(() => Open(folder), Throws.TypeOf<DatabaseInUseException>().With.Message.Contains("another agent"));
    }

    [Test]
    public void Open_FirstAgentEnded_IsFree()
    {
        using var folder = new TempFolder();
        Open(folder).Dispose();

        Assert.That(() => Open(folder).Dispose(), Throws.Nothing);
    }

    private static AgentDatabase Open(TempFolder folder) => new(folder.File("agent.db"), new DiskSpace(folder.Path, 0));

    private static void FindDamage() => throw new LiteDB.LiteException(LiteDB.LiteException.INVALID_DATAFILE_STATE, "on purpose");

    private static void Fail() => throw new InvalidOperationException("on purpose");

    private sealed record Row(int Id);
}

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
    public void Open_NoDatabase_SaysWhichFileCannotBeOpened(int length)
    {
        using var folder = new TempFolder();
        var noise = new byte[length];
        new Random(1).NextBytes(noise);
        File.WriteAllBytes(folder.File("agent.db"), noise);

        Assert.That(() => Open(folder), Throws.TypeOf<DatabaseUnreadableException>().With.Message.Contains(folder.File("agent.db")));
    }

    [Test]
    public void Open_HeadDamaged_SaysWhichFileCannotBeOpened([Range(0, 15)] int seed)
    {
        using var folder = new TempFolder();
        using (var database = Open(folder))
        {
            database.InTransaction(() => database.Collection<Row>("rows").Insert(new Row(1)));
        }

        var bytes = File.ReadAllBytes(folder.File("agent.db"));
        new Random(seed).NextBytes(bytes.AsSpan(0, Math.Min(bytes.Length, 8192)));
        File.WriteAllBytes(folder.File("agent.db"), bytes);

        Assert.That(() => Open(folder), Throws.TypeOf<DatabaseUnreadableException>());
    }

    [Test]
    public void Open_SecondAgentOnTheSameFile_IsRefused()
    {
        using var folder = new TempFolder();
        using var database = Open(folder);
        database.InTransaction(() => database.Collection<Row>("rows").Insert(new Row(1)));

        Assert.That(() => Open(folder), Throws.TypeOf<DatabaseUnreadableException>().With.Message.Contains("another agent"));
    }

    [Test]
    public void Open_FirstAgentEnded_IsFree()
    {
        using var folder = new TempFolder();
        Open(folder).Dispose();

        Assert.That(() => Open(folder).Dispose(), Throws.Nothing);
    }

    private static AgentDatabase Open(TempFolder folder) => new(folder.File("agent.db"), new DiskSpace(folder.Path, 0));

    private static void Fail() => throw new InvalidOperationException("on purpose");

    private sealed record Row(int Id);
}

using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using LiteDB;

namespace EdgeAgent.Tests.Storage;

public sealed class SchemaUpgradeTests
{
    private TempFolder folder = null!;

    [SetUp]
    public void Make() => folder = new TempFolder();

    [TearDown]
    public void Remove() => folder.Dispose();

    [Test]
    public void Open_RowsFromBeforeTheVersions_AreBroughtToThisOneAndTheOldFileIsKept()
    {
        Write(database => database.GetCollection("incidents").Insert(new BsonDocument { ["_id"] = "a", ["Zone"] = BsonValue.Null }));

        using (var opened = new AgentDatabase(folder.File("agent.db"), Disk))
        {
            Assert.That(opened.Collection<BsonDocument>("incidents").FindById("a")["Zone"].AsString, Is.Empty, "once null for empty");
        }

        Assert.That(VersionOf("agent.db"), Is.EqualTo(DatabaseSchema.Steps.Count));
        Assert.That(VersionOf("agent.db.v0.backup"), Is.Zero);
        using var backup = new LiteDatabase(folder.File("agent.db.v0.backup"));
        Assert.That(backup.GetCollection("incidents").FindById("a")["Zone"].IsNull, Is.True);
    }

    [Test]
    public void Open_NewBox_HasTheNewestVersionAndNoBackup()
    {
        Open(2).Dispose();

        Assert.That(VersionOf("agent.db"), Is.EqualTo(2));
        Assert.That(Directory.GetFiles(folder.Path, "*.backup"), Is.Empty);
    }

    [Test]
    public void Open_LaterVersion_IsRefusedWithBothNumbersAndTheCopyToGoBackTo()
    {
        Write(Insert);
        Open(1).Dispose();
        Open(3).Dispose();
        var before = File.ReadAllBytes(folder.File("agent.db"));

        Assert.That(() => Open(1), Throws.TypeOf<DatabaseNewerException>().With.Message.Contains("version 3").And.Message.Contains("above 1").And.Message.Contains("agent.db.v1.backup"));

        Assert.That(File.ReadAllBytes(folder.File("agent.db")), Is.EqualTo(before));
    }

    [Test]
    public void Open_StepFails_LeavesTheVersionBeforeItAndGoesOnNextTime()
    {
        Write(Insert);
        Assert.That(() => new AgentDatabase(folder.File("agent.db"), Disk, [Step(1), Fail]), Throws.TypeOf<DatabaseUnreadableException>());
        Assert.That((VersionOf("agent.db"), Steps()), Is.EqualTo((1, "1")), "nothing of the second step");

        Open(2).Dispose();

        Assert.That((VersionOf("agent.db"), Steps()), Is.EqualTo((2, "1 2")));
    }

    // What lies on the disk while a step writes is what a power cut leaves.
    [Test]
    public void Open_KilledAtAnyMomentOfTheSteps_IsOldOrNewAndEndsNew()
    {
        Write(Insert);
        var cuts = new List<TempFolder>();
        try
        {
            IReadOnlyList<Action<LiteDatabase>> steps =
            [
                .. Enumerable.Range(1, 3).Select(number => (Action<LiteDatabase>)(database =>
                {
                    Cut(cuts);
                    Step(number)(database);
                    Cut(cuts);
                })),
            ];
            new AgentDatabase(folder.File("agent.db"), Disk, steps).Dispose();
            Assert.That(cuts, Has.Count.EqualTo(6));

            foreach (var cut in cuts)
            {
                using (var opened = new AgentDatabase(cut.File("agent.db"), new DiskSpace(cut.Path, 0), [Step(1), Step(2), Step(3)]))
                {
                    Assert.That(opened.Damage, Is.Null);
                    Assert.That(string.Join(' ', opened.Collection<BsonDocument>("steps").FindAll().Select(row => row["_id"].AsInt32)), Is.EqualTo("1 2 3"));
                }

                using var backup = new LiteDatabase(cut.File("agent.db.v0.backup"));
                Assert.That(backup.GetCollection("steps").Count(), Is.Zero, "the copy is from before the first step");
            }
        }
        finally
        {
            cuts.ForEach(cut => cut.Dispose());
        }
    }

    [Test]
    public void Open_ManyVersionsLater_KeepsTheNewestThreeCopies()
    {
        Write(Insert);
        for (var version = 1; version <= 6; version++)
        {
            Open(version).Dispose();
        }

        Assert.That(
            Directory.GetFiles(folder.Path, "*.backup").Select(Path.GetFileName).Order(),
            Is.EqualTo(new[] { "agent.db.v3.backup", "agent.db.v4.backup", "agent.db.v5.backup" }));
    }

    private DiskSpace Disk => new(folder.Path, 0);

    private AgentDatabase Open(int version) => new(folder.File("agent.db"), Disk, [.. Enumerable.Range(1, version).Select(Step)]);

    private static Action<LiteDatabase> Step(int number) => database => database.GetCollection("steps").Upsert(new BsonDocument { ["_id"] = number });

    private static void Fail(LiteDatabase database)
    {
        Step(2)(database);
        throw new IOException("on purpose");
    }

    private static void Insert(LiteDatabase database) => database.GetCollection("rows").Insert(new BsonDocument { ["_id"] = 1 });

    private void Write(Action<LiteDatabase> write)
    {
        using var database = new LiteDatabase(folder.File("agent.db"));
        write(database);
    }

    private int VersionOf(string file)
    {
        using var database = new LiteDatabase(folder.File(file));
        return database.UserVersion;
    }

    private string Steps()
    {
        using var database = new LiteDatabase(folder.File("agent.db"));
        return string.Join(' ', database.GetCollection("steps").FindAll().Select(row => row["_id"].AsInt32));
    }

    private void Cut(List<TempFolder> cuts)
    {
        var cut = new TempFolder();
        cuts.Add(cut);
        foreach (var path in Directory.GetFiles(folder.Path, "agent*").Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)))
        {
            using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = File.Create(cut.File(Path.GetFileName(path)));
            source.CopyTo(copy);
        }
    }
}

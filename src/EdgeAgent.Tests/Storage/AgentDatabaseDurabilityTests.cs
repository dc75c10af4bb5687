using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using LiteDB;

namespace EdgeAgent.Tests.Storage;

public sealed class AgentDatabaseDurabilityTests
{
    [Test]
    public void InTransaction_LiteDbsBackgroundWriterIsHeldUp_ReturnsOnlyWhenTheRowIsInTheFile()
    {
        using var folder = new TempFolder();
        using var cut = new TempFolder();
        using var database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        var rows = database.Collection<BsonDocument>("rows");
        database.InTransaction(() => rows.Insert(new BsonDocument { ["_id"] = 1 }));

        using (new BusyThreadPool())
        {
            database.InTransaction(() => rows.Insert(new BsonDocument { ["_id"] = 2 }));
            foreach (var file in Directory.GetFiles(folder.Path, "*.db"))
            {
                File.Copy(file, cut.File(Path.GetFileName(file)));
            }
        }

        using var survivor = new AgentDatabase(cut.File("agent.db"), new DiskSpace(cut.Path, 0));
        Assert.That(survivor.Collection<BsonDocument>("rows").Count(), Is.EqualTo(2));
    }

    /// <summary>Keeps every thread of the pool busy, so that what runs in the background comes late.</summary>
    private sealed class BusyThreadPool : IDisposable
    {
        private readonly ManualResetEventSlim free = new();

        public BusyThreadPool()
        {
            ThreadPool.GetMinThreads(out var workers, out _);
            for (var i = 0; i < workers + 2; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(_ => free.Wait(), null);
            }
        }

        public void Dispose() => free.Set();
    }
}

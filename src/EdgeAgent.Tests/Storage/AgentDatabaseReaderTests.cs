using System.Collections.Concurrent;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Storage;

/// <summary>Readers beside the one writer.</summary>
public sealed class AgentDatabaseReaderTests
{
    [Test]
    public void Collection_ReadWhileItsFirstRowIsWritten_IsThereOrEmpty()
    {
        using var folder = new TempFolder();
        using var database = new AgentDatabase(folder.File("agent.db"), new DiskSpace(folder.Path, 0));
        var failures = new ConcurrentBag<Exception>();
        for (var round = 0; round < 60; round++)
        {
            var name = $"rows{round}";
            var isOver = false;
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    try
                    {
                        database.Collection<Row>(name).FindById(1);
                    }
                    catch (Exception error)
                    {
                        failures.Add(error);
                        return;
                    }
                }
            })).ToArray();
            database.InTransaction(() =>
            {
                for (var id = 1; id <= 30; id++)
                {
                    database.Collection<Row>(name).Insert(new Row(id));
                }
            });
            Volatile.Write(ref isOver, true);
            Task.WaitAll(readers);
        }

        Assert.That(failures, Is.Empty);
    }

    private sealed record Row(int Id);
}

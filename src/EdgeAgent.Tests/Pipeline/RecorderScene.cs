using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A recorder over a real database and store in a folder of its own.</summary>
internal sealed class RecorderScene : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly AgentDatabase database;

    public RecorderScene(TimeProvider? time = null, long reserveBytes = 0)
    {
        var disk = new DiskSpace(folder.Path, reserveBytes);
        database = new AgentDatabase(folder.File("agent.db"), disk);
        Store = new EvidenceStore(database, Pictures);
        Outbox = new Outbox(database, time ?? new FakeTimeProvider());
        Recorder = new EvidenceRecorder(
            Store, Outbox, database, disk, time ?? new FakeTimeProvider(), NullLogger<EvidenceRecorder>.Instance);
    }

    /// <summary>Folder of the pictures.</summary>
    public string Pictures => folder.File("evidence");

    public EvidenceStore Store { get; }

    public Outbox Outbox { get; }

    public EvidenceRecorder Recorder { get; }

    public void Dispose()
    {
        Recorder.Dispose();
        database.Dispose();
        folder.Dispose();
    }
}

using EdgeAgent.Detection;
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
    private readonly Stores stores;

    public RecorderScene(TimeProvider? time = null, long reserveBytes = 0, FaceBlur? faces = null)
    {
        var disk = new DiskSpace(folder.Path, reserveBytes);
        stores = new Stores(folder.Path, time ?? new FakeTimeProvider(), disk);
        Recorder = new EvidenceRecorder(
            Store, Outbox, stores.Journal, disk, time ?? new FakeTimeProvider(), NullLogger<EvidenceRecorder>.Instance, faces);
    }

    /// <summary>Folder of the pictures.</summary>
    public string Pictures => folder.File("evidence");

    public EvidenceStore Store => stores.Evidence;

    public Outbox Outbox => stores.Outbox;

    public EvidenceJournal Journal => stores.Journal;

    public EvidenceRecorder Recorder { get; }

    public void Dispose()
    {
        Recorder.Dispose();
        stores.Dispose();
        folder.Dispose();
    }
}

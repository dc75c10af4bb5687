using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Support;

/// <summary>What a box keeps, on real files in a folder as the service has them: database, chain, evidence and outbox.</summary>
internal sealed class Stores : IDisposable
{
    private readonly SigningKey key;
    private readonly EvidenceChain chain;
    private readonly DeliveredLog delivered;

    public Stores(string folder, TimeProvider? time = null, DiskSpace? disk = null)
    {
        time ??= TimeProvider.System;
        Database = new AgentDatabase(Path.Combine(folder, "agent.db"), disk ?? new DiskSpace(folder, 0));
        delivered = new DeliveredLog(Path.Combine(folder, "delivered.log"));
        key = SigningKey.OpenOrMake(Path.Combine(folder, "key"));
        chain = new EvidenceChain(Path.Combine(folder, "chain"), key, time, NullLogger<EvidenceChain>.Instance);
        Journal = new EvidenceJournal(chain, Database, NullLogger<EvidenceJournal>.Instance);
        Evidence = new EvidenceStore(Database, Journal, Path.Combine(folder, "evidence"));
        Outbox = new Outbox(Database, Journal, delivered, new SteadyTime(time), NullLogger<Outbox>.Instance);
        Notices = new EvidenceNotices(Path.Combine(folder, "evidence-notices.json"), time);
        new EvidenceTakeUp(Database, key, chain, Journal, Notices, NullLogger<EvidenceTakeUp>.Instance).Run();
        Outbox.TakeOver();
    }

    public AgentDatabase Database { get; }

    public SigningKey Key => key;

    public EvidenceJournal Journal { get; }

    public EvidenceStore Evidence { get; }

    public EvidenceNotices Notices { get; }

    public Outbox Outbox { get; }

    /// <summary>A run of the agent of its own, with this one's stores.</summary>
    public Outbox AnotherOutbox(TimeProvider time) => new(Database, Journal, delivered, new SteadyTime(time), NullLogger<Outbox>.Instance);

    /// <summary>The first waiting message, which stays; null when nothing waits.</summary>
    public OutboxMessage? Peek() => Outbox.Read(0, OutboxPlace.Last, 1).SingleOrDefault();

    /// <summary>As if the broker had acknowledged the first waiting message.</summary>
    public void RemoveFirst() => Outbox.Remove([Peek()!]);

    /// <summary>As the recorder does when the pictures are there.</summary>
    public void Keep(IncidentRecord record) => Journal.Write(RecordKind.Incident, () => Outbox.Number(record));

    public void Dispose()
    {
        delivered.Dispose();
        chain.Dispose();
        key.Dispose();
        Database.Dispose();
    }
}

using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A small real disk, filled so far that a write fails at one of its steps: picture, chain, transaction, checkpoint.</summary>
public sealed class EvidenceDiskTests
{
    private const long Room = 60_000_000;
    private const long Step = 96_000;
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private string disk = null!;

    [SetUp]
    public void Mount() => disk = SmallDisk.Mount(Room);

    [TearDown]
    public void Unmount() => SmallDisk.Unmount(disk);

    // The picture is larger than a step, and what is left after the floor of 4 MB goes from nothing to enough for all of it.
    [Test]
    public void Record_DiskFilledToAnyLevel_IsWholeOrNotThereAndGoesThroughWhenThereIsRoom()
    {
        var picture = Pictures.NoisyJpeg(1280, 720);
        var failures = new HashSet<string>();
        using (var stores = new Stores(disk, new FakeTimeProvider(Noon), new DiskSpace(disk, 3_000_000)))
        {
            for (var level = 0; level < 12; level++)
            {
                var recorder = RecorderOf(stores);
                var incident = Incident($"a{level}");
                Fill(2_800_000 + (level * Step));
                try
                {
                    recorder.Record(incident, picture);
                    Assert.That(stores.Evidence.Find(incident.Id), Is.Not.Null);
                }
                catch (IOException error)
                {
                    failures.Add(error.GetType().Name);
                    Assert.That(stores.Evidence.Find(incident.Id), Is.Null, "no half of it");
                }

                File.Delete(Path.Combine(disk, "foreign"));
                recorder.Record(incident, picture);
                Assert.That(stores.Evidence.Find(incident.Id)!.Picture, Is.Not.Null);
                Assert.That(stores.Outbox.Figures().LastSequence, Is.EqualTo(level + 1), "no number twice, none left out");
            }
        }

        TestContext.Out.WriteLine(string.Join(' ', failures));
        Assert.That(failures, Is.Not.Empty, "the disk was too full at some level");
        AssertWhole(expected: 12);
    }

    // Something else takes the room in the very moment in which it was asked for.
    [Test]
    public async Task Record_DiskIsFilledAndFreedMeanwhile_NothingThatWasTakenIsLost()
    {
        using var ending = new CancellationTokenSource();
        var picture = Pictures.NoisyJpeg(640, 360);
        using (var stores = new Stores(disk, new FakeTimeProvider(Noon), new DiskSpace(disk, 3_000_000)))
        {
            var filling = Task.Run(() => FillAndFree(ending.Token));
            var recorder = RecorderOf(stores);
            for (var number = 0; number < 25; number++)
            {
                await Eventually.Holds(() => TryRecord(recorder, Incident($"a{number}"), picture), $"incident {number} is written");
            }

            await ending.CancelAsync();
            await filling;
        }

        AssertWhole(expected: 25);
    }

    private static bool TryRecord(EvidenceRecorder recorder, Incident incident, byte[] picture)
    {
        try
        {
            recorder.Record(incident, picture);
            return true;
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            return false;
        }
    }

    private void AssertWhole(int expected)
    {
        using (var again = new Stores(disk, new FakeTimeProvider(Noon), new DiskSpace(disk, 0)))
        {
            Assert.That((again.Evidence.Count, again.Outbox.Figures().LastSequence), Is.EqualTo((expected, (long)expected)));
            Assert.That(again.Notices.All, Is.Empty);
        }

        var data = new EvidenceFolder(disk);
        Assert.That(EvidenceCheck.Run(data, [.. data.PublicKeys.Select(PublicKey.Read)], Array.Empty<int>().ToLookup(_ => 0L, _ => ""), isPart: false).Faults, Is.Empty);
    }

    private EvidenceRecorder RecorderOf(Stores stores) => new(
        stores.Evidence, stores.Outbox, stores.Journal, new DiskSpace(disk, 3_000_000), new FakeTimeProvider(Noon), NullLogger<EvidenceRecorder>.Instance);

    private void Fill(long left) => File.WriteAllBytes(Path.Combine(disk, "foreign"), new byte[Math.Max(0, new DriveInfo(disk).AvailableFreeSpace - left)]);

    private void FillAndFree(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                Fill(left: 2_000_000);
            }
            catch (IOException)
            {
                // Full before it was as full as wanted.
            }

            File.Delete(Path.Combine(disk, "foreign"));
        }
    }

    private static Incident Incident(string id) =>
        new(id, IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, Noon, Noon, [], 0.9);
}

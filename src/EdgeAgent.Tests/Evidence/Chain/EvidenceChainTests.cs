using System.Text.Json;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Evidence.Chain;

public sealed class EvidenceChainTests
{
    [Test]
    public void Append_OpenedAnew_GoesOnBehindTheNewest()
    {
        using var scene = new ChainScene(records: 2);
        using var chain = scene.Open();

        var third = ChainScene.Append(chain, 3);

        Assert.That((third.Number, third.Previous), Is.EqualTo((3, chain.Behind(1).First().Hash)));
        Assert.That(chain.Head, Is.EqualTo(third.Head));
        Assert.That(chain.Behind(0).Select(record => record.Body.GetProperty("what").GetInt32()), Is.EqualTo([1, 2, 3]));
        Assert.That(chain.Behind(2).Single().Body.GetProperty("title").GetString(), Is.EqualTo("未戴口罩"));
        Assert.That(scene.Verify().Faults, Is.Empty);
    }

    // Every length that a power cut can leave of the last write.
    [Test]
    public void Open_EndIsTornAnywhere_CutsItOffAndGoesOn()
    {
        using var scene = new ChainScene(records: 2);
        var whole = File.ReadAllBytes(scene.OnlyFile);
        var first = Array.IndexOf(whole, (byte)'\n') + 1;
        for (var length = first; length < whole.Length; length++)
        {
            File.WriteAllBytes(scene.OnlyFile, whole[..length]);
            using (var chain = scene.Open())
            {
                Assert.That(chain.Head.Number, Is.EqualTo(1), $"cut after {length} bytes");
                ChainScene.Append(chain, 2);
            }

            Assert.That(scene.Verify().Faults, Is.Empty, $"cut after {length} bytes");
        }

        var torn = Directory.GetFiles(scene.Chain, "*.torn-*").Single();
        Assert.That(File.ReadAllBytes(torn), Is.EqualTo(whole[first..^1]), "what was cut off is kept");
    }

    [Test]
    public void Open_ZerosBehindTheEnd_AreCutOff()
    {
        using var scene = new ChainScene(records: 2);
        File.AppendAllText(scene.OnlyFile, new string('\0', 4096));

        using var chain = scene.Open();

        Assert.That(chain.Head.Number, Is.EqualTo(2));
        Assert.That(scene.Verify().Faults, Is.Empty);
    }

    [Test]
    public void Append_DiskFull_LeavesNothingAndGoesOnWhenThereIsRoom()
    {
        var disk = SmallDisk.Mount(20_000_000);
        try
        {
            using var scene = new ChainScene();
            using var chain = new EvidenceChain(Path.Combine(disk, "chain"), scene.Key, scene.Time, NullLogger<EvidenceChain>.Instance);
            ChainScene.Append(chain, 1);
            var filler = Path.Combine(disk, "filler");
            File.WriteAllBytes(filler, new byte[new DriveInfo(disk).AvailableFreeSpace - 100_000]);
            var large = JsonSerializer.SerializeToElement(new string('x', 1_000_000));
            Assert.That(() => chain.Append(RecordKind.Incident, large), Throws.InstanceOf<IOException>());
            Assert.That(() => chain.Append(RecordKind.Incident, large), Throws.InstanceOf<IOException>());
            Assert.That(chain.Head.Number, Is.EqualTo(1));
            File.Delete(filler);

            Assert.That(chain.Append(RecordKind.Incident, large).Number, Is.EqualTo(2));
            Assert.That(chain.Behind(0).Select(record => record.Number), Is.EqualTo([1, 2]));
            Assert.That(new ChainAudit([scene.Key.Public], Array.Empty<(long, string)>().ToLookup(each => each.Item1, each => each.Item2)).Run(Path.Combine(disk, "chain"), _ => { }), Is.Empty);
        }
        finally
        {
            SmallDisk.Unmount(disk);
        }
    }

    // A start must not make rows of it, nor go on behind it; the audit names it.
    [Test]
    public void Open_LineOfSomebodyElseAtTheEnd_IsNotGoneOnFrom()
    {
        using var scene = new ChainScene(records: 2);
        using var other = new ChainScene(records: 3);
        File.AppendAllText(scene.OnlyFile, File.ReadAllLines(other.OnlyFile)[2] + "\n");

        using var chain = scene.Open();

        Assert.That(ChainScene.Append(chain, 3).Number, Is.EqualTo(3));
        Assert.That(chain.Behind(0).Select(record => record.Number), Is.EqualTo([1, 2, 3]));
        Assert.That(scene.Verify().Faults.Select(fault => fault.Kind), Is.EqualTo([ChainFaultKind.NotSigned]));
    }

    [Test]
    public void Append_ManyRecords_AreInFilesNamedByTheirFirst()
    {
        using var scene = new ChainScene();
        using (var chain = scene.Open())
        {
            for (var number = 1; number <= 5; number++)
            {
                chain.Append(RecordKind.Incident, JsonSerializer.SerializeToElement(new string('x', 1_500_000)));
            }
        }

        using var again = scene.Open();

        Assert.That(Directory.GetFiles(scene.Chain).Select(Path.GetFileName).Order(), Is.EqualTo(["000000000001.jsonl", "000000000004.jsonl"]));
        Assert.That(again.Behind(3).Select(record => record.Number), Is.EqualTo([4, 5]));
        Assert.That(scene.Verify().Faults, Is.Empty);
    }
}

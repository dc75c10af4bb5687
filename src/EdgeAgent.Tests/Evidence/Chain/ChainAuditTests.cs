using System.Text.Json;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Tests.Evidence.Chain;

/// <summary>Each way to spoil a chain, on one of eight records.</summary>
public sealed class ChainAuditTests
{
    private ChainScene scene = null!;

    [SetUp]
    public void Make() => scene = new ChainScene(records: 8);

    [TearDown]
    public void Remove() => scene.Dispose();

    [Test]
    public void Run_Untouched_FindsNothing()
    {
        var (audit, faults) = scene.Verify();

        Assert.That(faults, Is.Empty);
        Assert.That((audit.Sound, audit.Head.Number), Is.EqualTo((8, 8)));
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(7)]
    public void Run_RecordChanged_IsNamed(int place)
    {
        scene.Edit(lines => lines[place] = lines[place].Replace("未戴口罩", "未戴手套", StringComparison.Ordinal));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.NotSigned, place + 1L, place + 1L)]));
    }

    [Test]
    public void Run_AnyByteChanged_ItsRecordIsNamed()
    {
        var line = File.ReadAllLines(scene.OnlyFile)[3];
        for (var at = 0; at < line.Length; at++)
        {
            var changed = line[..at] + (line[at] == '1' ? '2' : '1') + line[(at + 1)..];
            scene.Edit(lines => lines[3] = changed);

            var faults = scene.Verify().Faults;

            Assert.That(faults, Has.Some.Property(nameof(ChainFault.Place)).EndsWith(".jsonl:4"), changed);
            scene.Edit(lines => lines[3] = line);
        }
    }

    [Test]
    public void Run_RecordsRemoved_AreNamed()
    {
        scene.Edit(lines => lines.RemoveRange(3, 2));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.Missing, 4L, 5L)]));
    }

    [Test]
    public void Run_FirstRecordRemoved_IsNamed()
    {
        scene.Edit(lines => lines.RemoveAt(0));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.Missing, 1L, 1L)]));
    }

    [Test]
    public void Run_RecordsSwapped_AreNamed()
    {
        scene.Edit(lines => (lines[3], lines[4]) = (lines[4], lines[3]));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.Misplaced, 4L, 4L)]));
    }

    [Test]
    public void Run_RecordCopied_IsNamed()
    {
        scene.Edit(lines => lines.Insert(5, lines[2]));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.Repeated, 3L, 3L)]));
    }

    [TestCase(3, Description = "in place of the fourth")]
    [TestCase(-1, Description = "before the fourth")]
    public void Run_RecordForged_IsNamed(int removed)
    {
        using var other = new ChainScene();
        var forged = ChainLine.Write(new ChainHead(3, new string('a', 64)), scene.Time.GetUtcNow(), RecordKind.Incident, JsonSerializer.SerializeToElement("made up"), other.Key);
        scene.Edit(lines =>
        {
            if (removed >= 0)
            {
                lines.RemoveAt(removed);
            }

            lines.Insert(3, System.Text.Encoding.UTF8.GetString(forged.Line));
        });

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.NotSigned, 4L, 4L)]));
    }

    [Test]
    public void Run_RewrittenWithTheBoxsKey_IsSeenByWhatWasTold()
    {
        using var chain = scene.Open();
        var told = chain.Behind(0).ToDictionary(record => record.Number, record => record.Hash);
        var third = chain.Behind(2).First();
        var other = ChainLine.Write(new ChainHead(3, third.Hash), scene.Time.GetUtcNow(), RecordKind.Incident, JsonSerializer.SerializeToElement("made up"), scene.Key);
        chain.Dispose();
        scene.Edit(lines => lines[3] = System.Text.Encoding.UTF8.GetString(other.Line));

        Assert.That(Found(), Is.EqualTo([(ChainFaultKind.DoesNotFollow, 5L, 5L)]));
        Assert.That(Found(told), Is.EqualTo([(ChainFaultKind.NotAsTold, 4L, 4L), (ChainFaultKind.DoesNotFollow, 5L, 5L)]));
    }

    [Test]
    public void Run_EndRemoved_IsSeenByWhatWasTold()
    {
        using (var chain = scene.Open())
        {
            var newest = chain.Head;
            chain.Dispose();
            scene.Edit(lines => lines.RemoveRange(6, 2));

            Assert.That(Found(), Is.Empty);
            Assert.That(Found(new Dictionary<long, string> { [newest.Number] = newest.Hash }), Is.EqualTo([(ChainFaultKind.Missing, 7L, 8L)]));
        }
    }

    [Test]
    public void Run_AnotherBoxsKey_NothingIsSigned()
    {
        using var other = new ChainScene();

        var (audit, faults) = scene.Verify(key: other.Key.Public);

        Assert.That(audit.Sound, Is.Zero);
        Assert.That(faults, Has.Count.EqualTo(8).And.All.Property(nameof(ChainFault.Kind)).EqualTo(ChainFaultKind.NotSigned));
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("\u0001\u0002 no record")]
    [TestCase("""{"n":"four","signature":"AAAA"}""")]
    [TestCase("""{"n":4,"previous":null,"at":"never","kind":1,"body":{},"signature":"AAAA"}""")]
    public void Run_LineIsNoRecord_IsNamed(string line)
    {
        scene.Edit(lines => lines[3] = line);

        Assert.That(Found(), Is.EquivalentTo([(ChainFaultKind.Unreadable, 0L, 0L), (ChainFaultKind.Missing, 4L, 4L)]));
    }

    private IEnumerable<(ChainFaultKind Kind, long First, long Last)> Found(IReadOnlyDictionary<long, string>? told = null) =>
        scene.Verify(told).Faults.Select(fault => (fault.Kind, fault.First, fault.Last));
}

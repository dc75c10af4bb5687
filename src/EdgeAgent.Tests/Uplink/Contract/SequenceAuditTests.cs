using EdgeAgent.Uplink.Contract;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Uplink.Contract;

public sealed class SequenceAuditTests
{
    [TestCase(new long[] { 5, 6, 7 }, new long[] { })]
    [TestCase(new long[] { 5, 6, 6, 7, 5 }, new long[] { }, TestName = "{m} with doubles")]
    [TestCase(new long[] { 5, 8 }, new long[] { 6, 7 })]
    [TestCase(new long[] { 5, 9, 7 }, new long[] { 6, 8 }, TestName = "{m} filled in the middle")]
    [TestCase(new long[] { 5, 9, 6, 8 }, new long[] { 7 }, TestName = "{m} filled at both ends")]
    [TestCase(new long[] { 5, 8, 7, 6 }, new long[] { }, TestName = "{m} filled backwards")]
    [TestCase(new long[] { 5, 2 }, new long[] { }, TestName = "{m} from before the first")]
    public void Note_Numbers_TellsWhichNeverCame(long[] seen, long[] missing) => Assert.That(MissingOf(seen), Is.EqualTo(missing));

    [Test]
    public void Note_AnyOrderWithDoubles_MissesExactlyWhatASetWouldMiss() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            long[] seen = [0, .. bytes.Select(number => (long)number % 40)];
            var expected = Enumerable.Range(0, (int)seen.Max()).Select(number => (long)number).Except(seen);
            return MissingOf(seen).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    private static long[] MissingOf(IEnumerable<long> seen)
    {
        var audit = new SequenceAudit();
        foreach (var seq in seen)
        {
            audit.Note(seq);
        }

        long[] missing = [.. audit.Gaps.SelectMany(gap => Enumerable.Range(0, (int)(gap.Last - gap.First + 1)).Select(step => gap.First + step))];
        Assert.That(audit.Missing, Is.EqualTo(missing.Length));
        return missing;
    }
}

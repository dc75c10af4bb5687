using EdgeAgent.Evidence;

namespace EdgeAgent.Tests.Evidence;

/// <summary>Random marks, beside a model in memory that keeps a byte for each instant.</summary>
public sealed class CoverageLedgerPropertyTests
{
    private const int Hours = 80;

    [TestCase("Asia/Shanghai", "2026-03-01T00:00:00Z")]
    [TestCase("Europe/Berlin", "2026-03-28T00:00:00Z", Description = "a day of 23 hours")]
    [TestCase("Europe/Berlin", "2026-10-24T00:00:00Z", Description = "a day of 25 hours")]
    [TestCase("America/Havana", "2026-10-31T00:00:00Z", Description = "midnight comes twice")]
    public void Ledger_RandomMarksPacksAndRestarts_IsTheModel(string zone, string begin)
    {
        using var bench = new CoverageBench(zone);
        var start = DateTimeOffset.Parse(begin);
        var model = new byte[Hours * 3600];
        var random = new Random(20260301);
        var ledger = bench.Ledger;
        for (var round = 0; round < 400; round++)
        {
            var from = random.Next(model.Length);
            var to = Math.Min(model.Length, from + (random.Next(4) == 0 ? random.Next(30_000) : random.Next(10)));
            var (first, last) = (start.AddSeconds(from), start.AddSeconds(to));
            var state = (CoverageState)random.Next(5);
            var marks = (CoverageMarks)(random.Next(8) << 3);
            switch (random.Next(5))
            {
                case 0:
                    ledger.Add("door", first, last, marks);
                    Change(model, from, to, second => second | (byte)marks);
                    break;
                case 1:
                    ledger.Remove("door", first, last, marks);
                    Change(model, from, to, second => second & ~(byte)marks);
                    break;
                case 2 when round % 10 == 0:
                    ledger.PackUpTo(bench.Days.DayOf(first));
                    ledger = bench.Again();
                    break;
                default:
                    ledger.Mark("door", first, last, state);
                    Change(model, from, to, second => (second & 0x38) | Math.Max(second & 7, (byte)state));
                    break;
            }
        }

        var found = new byte[model.Length];
        for (var day = bench.Days.DayOf(start); bench.Days.StartOf(day) < start.AddHours(Hours); day = day.AddDays(1))
        {
            var read = ledger.Read("door", day);
            var at = (int)(read.Start - start).TotalSeconds;
            for (var i = Math.Max(0, -at); i < read.Bytes.Length && at + i < found.Length; i++)
            {
                found[at + i] = read.Bytes.Span[i];
            }

            Assert.That(
                Enum.GetValues<CoverageState>().Sum(state => read.Seconds(state)), Is.EqualTo(bench.Days.SecondsOf(day)), "every second is one of them");
            Assert.That(read.Spans().Sum(span => span.To - span.From), Is.EqualTo(bench.Days.SecondsOf(day)));
        }

        Assert.That(found.AsSpan().SequenceEqual(model), Is.True);
    }

    private static void Change(byte[] model, int from, int to, Func<byte, int> change)
    {
        for (var i = from; i < to; i++)
        {
            model[i] = (byte)change(model[i]);
        }
    }
}

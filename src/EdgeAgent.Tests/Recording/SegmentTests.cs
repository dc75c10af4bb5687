using EdgeAgent.Cameras;
using EdgeAgent.Recording;

namespace EdgeAgent.Tests.Recording;

public sealed class SegmentTests
{
    private const int Seed = 4;

    [Test]
    public void FileName_ReadAgain_GivesTheSameSegment()
    {
        var random = new Random(Seed);
        for (var round = 0; round < 5000; round++)
        {
            var segment = new Segment(
                random.Next(2) == 0 ? StreamRole.Main : StreamRole.Sub,
                DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(0, 200_000_000_000_000)),
                TimeSpan.FromMilliseconds(random.Next()),
                (uint)random.NextInt64(uint.MaxValue + 1L),
                random.NextInt64());

            Assert.That(Segment.TryParse(segment.FileName, segment.Bytes, out var read), Is.True, segment.FileName);
            Assert.That(read, Is.EqualTo(segment));
        }
    }

    [TestCase("")]
    [TestCase(".mp4")]
    [TestCase("holiday.mp4")]
    [TestCase("20261125T060307.120Z-6000-1a2b3c4d.mp4.partial")]
    [TestCase("20261125T060307.120Z-6000-1A2B3C4D.mp4", Description = "its own name would be another")]
    [TestCase("20261125T060307.120Z-06000-1a2b3c4d.mp4")]
    [TestCase("20261125T060307.120Z--6000-1a2b3c4d.mp4")]
    [TestCase("20261125T060307.120Z-6000-1a2b3c4.mp4")]
    [TestCase("20261125T060307.120Z-99999999999-1a2b3c4d.mp4")]
    [TestCase("20261125T060307.120Z-6000-1a2b3c4d.sub.sub.mp4")]
    [TestCase("20261125T250307.120Z-6000-1a2b3c4d.mp4")]
    [TestCase("20261125T060307.120-6000-1a2b3c4d.mp4")]
    [TestCase(" 20261125T060307.120Z-6000-1a2b3c4d.mp4")]
    [TestCase("２０261125T060307.120Z-6000-1a2b3c4d.mp4", Description = "digits of another script")]
    [TestCase("99991231T235959.999Z-2147483647-1a2b3c4d.mp4", Description = "would end after the end of the calendar")]
    [TestCase("../20261125T060307.120Z-6000-1a2b3c4d.mp4")]
    public void TryParse_NameOfNoSegment_IsFalse(string name) => Assert.That(Segment.TryParse(name, 1, out _), Is.False);

    [Test]
    public void TryParse_AnyLettersOfSuchNames_NeverThrowsAndTakesOnlyItsOwn()
    {
        var random = new Random(Seed);
        const string letters = "0123456789TZ.-mp4subaf \0é二";
        const string whole = "20261125T060307.120Z-6000-1a2b3c4d.sub.mp4";
        for (var round = 0; round < 20_000; round++)
        {
            var name = whole.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                name[random.Next(name.Length)] = letters[random.Next(letters.Length)];
            }

            if (Segment.TryParse(new string(name), 1, out var segment))
            {
                Assert.That(segment.FileName, Is.EqualTo(new string(name)));
                Assert.That(segment.End, Is.GreaterThanOrEqualTo(segment.Start));
            }
        }
    }
}

using EdgeAgent.Cameras;
using EdgeAgent.Recording;

namespace EdgeAgent.Tests.Recording;

public sealed class IncidentCalendarTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [TestCase(0, 5, ExpectedResult = "Quiet")]
    [TestCase(5, 5, ExpectedResult = "Quiet", Description = "ends where the incident's clip begins")]
    [TestCase(6, 5, ExpectedResult = "Delivered")]
    [TestCase(12, 1, ExpectedResult = "Delivered")]
    [TestCase(18, 5, ExpectedResult = "Unsent", Description = "belongs to both")]
    [TestCase(30, 1, ExpectedResult = "Quiet")]
    [TestCase(1000, 1, ExpectedResult = "Unsent", Description = "goes on")]
    public string Of_SegmentBesideAndInIncidents_IsWhatTheyMakeIt(int second, int seconds) => new IncidentCalendar(
        [
            new IncidentTime("a", Noon.AddSeconds(10), Noon.AddSeconds(15), false),
            new IncidentTime("a", Noon.AddSeconds(12), Noon.AddSeconds(20), false),
            new IncidentTime("a", Noon.AddSeconds(20), Noon.AddSeconds(30), true),
            new IncidentTime("a", Noon.AddSeconds(500), null, false),
            new IncidentTime("b", Noon.AddSeconds(-500), null, true),
        ]).Of("a", new Segment(StreamRole.Main, Noon.AddSeconds(second), TimeSpan.FromSeconds(seconds), 1, 1)).ToString();

    [Test]
    public void Of_ManyIncidentsAtRandom_IsAsIfEachWereLookedAt()
    {
        var random = new Random(5);
        DateTimeOffset At() => Noon.AddSeconds(random.Next(10_000));
        var incidents = Enumerable.Range(0, 150).Select(_ => At()).Select(from => new IncidentTime("a", from, from.AddSeconds(random.Next(200)), random.Next(2) == 0)).ToList();
        var calendar = new IncidentCalendar(incidents);
        for (var round = 0; round < 3000; round++)
        {
            var segment = new Segment(StreamRole.Main, At(), TimeSpan.FromSeconds(random.Next(1, 10)), 1, 1);
            var touching = incidents.Where(incident => incident.From < segment.End && incident.To > segment.Start).ToList();
            var expected = touching.Exists(incident => incident.IsUnsent) ? RecordingWorth.Unsent
                : touching.Count > 0 ? RecordingWorth.Delivered
                : RecordingWorth.Quiet;
            Assert.That(calendar.Of("a", segment), Is.EqualTo(expected));
        }
    }
}

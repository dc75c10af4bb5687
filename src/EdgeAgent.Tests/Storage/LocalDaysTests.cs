using EdgeAgent.Storage;

namespace EdgeAgent.Tests.Storage;

public sealed class LocalDaysTests
{
    [TestCase("Asia/Shanghai", "2026-03-01", "2026-02-28T16:00:00Z", 86_400)]
    [TestCase("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z", 82_800, Description = "the clock goes forward")]
    [TestCase("Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", 90_000, Description = "and back")]
    [TestCase("America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z", 82_800, Description = "there is no midnight")]
    [TestCase("America/Havana", "2026-11-01", "2026-11-01T04:00:00Z", 90_000, Description = "midnight comes twice")]
    public void Day_OfAZone_BeginsAndLastsAsItsClockSays(string zone, string day, string start, int seconds)
    {
        var days = new LocalDays(TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.That(days.StartOf(DateOnly.Parse(day)), Is.EqualTo(DateTimeOffset.Parse(start)));
        Assert.That(days.SecondsOf(DateOnly.Parse(day)), Is.EqualTo(seconds));
    }

    [TestCase("Asia/Shanghai")]
    [TestCase("Europe/Berlin")]
    [TestCase("America/Santiago")]
    [TestCase("America/Havana")]
    [TestCase("America/St_Johns")]
    [TestCase("Pacific/Apia")]
    public void DayOf_EveryQuarterOfFiveYears_IsTheDayThatHoldsIt(string zone)
    {
        var days = new LocalDays(TimeZoneInfo.FindSystemTimeZoneById(zone));
        var strangers = Enumerable.Range(0, 4 * 24 * 365 * 5)
            .Select(quarter => new DateTimeOffset(2008, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(15 * quarter))
            .Where(at => days.DayOf(at) is var day && (at < days.StartOf(day) || at >= days.StartOf(day.AddDays(1))));

        Assert.That(strangers, Is.Empty);
    }
}

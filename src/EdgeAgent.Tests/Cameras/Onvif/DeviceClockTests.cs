using System.Xml.Linq;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class DeviceClockTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-05-04T08:00:00Z");

    [Test]
    public void Read_BothTimes_GivesTheirOffsets()
    {
        var clock = Read($"<UTCDateTime>{Moment(2026, 5, 4, 8, 1)}</UTCDateTime><LocalDateTime>{Moment(2026, 5, 4, 16, 1)}</LocalDateTime>");

        Assert.That(clock, Is.EqualTo(new DeviceClock(Now.AddMinutes(1), TimeSpan.FromMinutes(1), new TimeSpan(8, 1, 0))));
    }

    [Test]
    public void Read_LocalTimeOnly_IsTakenForUtc() =>
        Assert.That(Read($"<LocalDateTime>{Moment(2026, 5, 4, 16, 0)}</LocalDateTime>")?.Offset, Is.EqualTo(TimeSpan.FromHours(8)));

    [Test]
    public void Read_BatteryEmpty_IsTheYearItShows() =>
        Assert.That(Read($"<UTCDateTime>{Moment(1970, 1, 1, 0, 5)}</UTCDateTime>")?.Utc, Is.EqualTo(DateTimeOffset.UnixEpoch.AddMinutes(5)));

    [TestCase("")]
    [TestCase("<UTCDateTime/>")]
    [TestCase("<UTCDateTime><Date><Year>2026</Year><Month>2</Month><Day>30</Day></Date></UTCDateTime>")]
    [TestCase("<UTCDateTime><Date><Year>99999</Year><Month>1</Month><Day>1</Day></Date></UTCDateTime>")]
    [TestCase("<UTCDateTime><Date><Year>-1</Year><Month>x</Month><Day/></Date></UTCDateTime>")]
    public void Read_NoTime_IsNull(string times) => Assert.That(Read(times), Is.Null);

    private static DeviceClock? Read(string times) =>
        DeviceClock.Read(XElement.Parse($"<r><SystemDateAndTime>{times}</SystemDateAndTime></r>"), Now);

    private static string Moment(int year, int month, int day, int hour, int minute) =>
        $"<Time><Hour>{hour}</Hour><Minute>{minute}</Minute><Second>0</Second></Time><Date><Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></Date>";
}

using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera's clock shows.</summary>
/// <param name="Utc">What the camera takes for UTC; some take their local time for it.</param>
/// <param name="Offset">How far <paramref name="Utc"/> is ahead of our clock.</param>
/// <param name="LocalOffset">How far its local time, read as if it were UTC, is ahead of our clock; null where it does not say.</param>
public sealed record DeviceClock(DateTimeOffset Utc, TimeSpan Offset, TimeSpan? LocalOffset)
{
    /// <summary>Reads the answer to GetSystemDateAndTime; null where it holds no time.</summary>
    /// <param name="now">Our time when it came.</param>
    internal static DeviceClock? Read(XElement response, DateTimeOffset now)
    {
        var shown = response.Child("SystemDateAndTime");
        var local = Time(shown.Child("LocalDateTime"));
        return (Time(shown.Child("UTCDateTime")) ?? local) is { } utc ? new DeviceClock(utc, utc - now, local - now) : null;
    }

    private static DateTimeOffset? Time(XElement? element)
    {
        var (date, time) = (element.Child("Date"), element.Child("Time"));
        var (year, month, day) = (Whole(date, "Year", 9998), Whole(date, "Month", 12), Whole(date, "Day", 31));
        if (year < 1970 || month < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return null;
        }

        return new DateTimeOffset(year, month, day, Whole(time, "Hour", 23), Whole(time, "Minute", 59), Whole(time, "Second", 59), TimeSpan.Zero);
    }

    private static int Whole(XElement? element, string name, int most) => (int)element.Number(most, name);
}

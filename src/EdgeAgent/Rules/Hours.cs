using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace EdgeAgent.Rules;

/// <summary>
/// A span of local time: <c>22:00-06:00</c> (every day, here over midnight), <c>mon-fri 08:00-17:00</c> or
/// <c>sat,sun 00:00-24:00</c>. The days are those on which the span begins; the end itself is outside.
/// </summary>
[JsonConverter(typeof(HoursJsonConverter))]
public sealed partial class Hours
{
    private static readonly string[] DayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly bool[] days;
    private readonly TimeSpan from;
    private readonly TimeSpan to;
    private readonly string text;

    private Hours(bool[] days, TimeSpan from, TimeSpan to, string text)
    {
        this.days = days;
        this.from = from;
        this.to = to;
        this.text = text;
    }

    /// <exception cref="FormatException">The text is no span of hours.</exception>
    public static Hours Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || Time(match, "from") is not { } from || Time(match, "to") is not { } to || from == to || from == Day)
        {
            throw new FormatException($"\"{text}\" is no span of hours such as \"22:00-06:00\" or \"mon-fri 08:00-17:00\"");
        }

        return new Hours(Days(match.Groups["days"].Value), from, to, text);
    }

    /// <param name="local">The moment in the workshop's own time.</param>
    public bool Contains(DateTimeOffset local)
    {
        var (today, time) = ((int)local.DayOfWeek, local.TimeOfDay);
        return from < to
            ? days[today] && time >= from && time < to
            : (days[today] && time >= from) || (days[(today + 6) % 7] && time < to);
    }

    public override string ToString() => text;

    private static TimeSpan? Time(Match match, string name)
    {
        var parts = match.Groups[name].Value.Split(':');
        var (hours, minutes) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
        var time = new TimeSpan(hours, minutes, 0);
        return minutes < 60 && time <= Day ? time : null;
    }

    private static bool[] Days(string text)
    {
        var days = new bool[7];
        if (text.Length == 0)
        {
            Array.Fill(days, true);
        }

        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var (first, last) = (Array.IndexOf(DayNames, part[..3]), Array.IndexOf(DayNames, part[^3..]));
            for (var day = first; ; day = (day + 1) % 7)
            {
                days[day] = true;
                if (day == last)
                {
                    break;
                }
            }
        }

        return days;
    }

    [GeneratedRegex(@"^((?<days>(sun|mon|tue|wed|thu|fri|sat)(-(sun|mon|tue|wed|thu|fri|sat))?(,(sun|mon|tue|wed|thu|fri|sat)(-(sun|mon|tue|wed|thu|fri|sat))?)*) )?(?<from>[0-9]{2}:[0-9]{2})-(?<to>[0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}

internal sealed class HoursJsonConverter : JsonConverter<Hours>
{
    public override Hours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return Hours.Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : "");
        }
        catch (FormatException error)
        {
            throw new JsonException(error.Message, error);
        }
    }

    public override void Write(Utf8JsonWriter writer, Hours value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

using EdgeAgent.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Rules;

public sealed class HoursTests
{
    // 2026-05-04 is a Monday.
    [TestCase("08:00-17:00", "2026-05-04T08:00", true)]
    [TestCase("08:00-17:00", "2026-05-04T07:59", false)]
    [TestCase("08:00-17:00", "2026-05-04T16:59", true)]
    [TestCase("08:00-17:00", "2026-05-04T17:00", false)]
    [TestCase("22:00-06:00", "2026-05-04T23:30", true)]
    [TestCase("22:00-06:00", "2026-05-04T05:59", true)]
    [TestCase("22:00-06:00", "2026-05-04T06:00", false)]
    [TestCase("22:00-06:00", "2026-05-04T12:00", false)]
    [TestCase("mon-fri 22:00-06:00", "2026-05-04T03:00", false, Description = "the night that began on Sunday")]
    [TestCase("mon-fri 22:00-06:00", "2026-05-09T03:00", true, Description = "the night that began on Friday")]
    [TestCase("mon-fri 22:00-06:00", "2026-05-09T23:00", false)]
    [TestCase("sat,sun 00:00-24:00", "2026-05-10T23:59", true)]
    [TestCase("sat,sun 00:00-24:00", "2026-05-11T00:00", false)]
    [TestCase("fri-mon 10:00-11:00", "2026-05-10T10:30", true)]
    [TestCase("fri-mon 10:00-11:00", "2026-05-05T10:30", false)]
    [TestCase("mon,wed-thu 10:00-11:00", "2026-05-06T10:30", true)]
    [TestCase("mon,wed-thu 10:00-11:00", "2026-05-05T10:30", false)]
    public void Contains_LocalTime_FollowsDaysAndMidnight(string text, string local, bool expected) =>
        Assert.That(Hours.Parse(text).Contains(DateTimeOffset.Parse(local + "+08:00")), Is.EqualTo(expected));

    [TestCase("")]
    [TestCase("22:00")]
    [TestCase("22:00-25:00")]
    [TestCase("22:60-23:00")]
    [TestCase("24:00-06:00")]
    [TestCase("08:00-08:00")]
    [TestCase("24:01-06:00")]
    [TestCase("monday 08:00-17:00")]
    [TestCase("mon 08:00-17:00\n")]
    [TestCase("Mon 08:00-17:00")]
    [TestCase("٢٢:٠٠-٠٦:٠٠")]
    public void Parse_NoSpan_IsRefusedWithAnExample(string text) =>
        Assert.That(() => Hours.Parse(text), Throws.TypeOf<FormatException>().With.Message.Contains("22:00-06:00"));

    [Test]
    public void Parse_AnyText_GivesAValueOrAFormatException()
    {
        var letters = Gen.Elements("0123456789:-, monfrisatz\n２".ToCharArray());
        var texts = letters.ArrayOf().Select(array => new string(array));
        Prop.ForAll(Gen.OneOf(texts, ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get)).ToArbitrary(), text =>
        {
            try
            {
                return Hours.Parse(text).ToString() == text;
            }
            catch (FormatException)
            {
                return true;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Contains_SpanAndItsComplement_CoverEachMomentOnce() => Prop.ForAll(
        Gen.Choose(0, 1439).Two().ToArbitrary(),
        Gen.Choose(0, 7 * 1440 - 1).ToArbitrary(),
        (ends, minute) =>
        {
            if (ends.Item1 == ends.Item2)
            {
                return true;
            }

            var (from, to) = (Clock(ends.Item1), Clock(ends.Item2));
            var at = new DateTimeOffset(2026, 5, 4, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
            return Hours.Parse($"{from}-{to}").Contains(at) != Hours.Parse($"{to}-{from}").Contains(at);
        }).QuickCheckThrowOnFailure();

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}

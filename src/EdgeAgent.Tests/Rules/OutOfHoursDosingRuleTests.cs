using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class OutOfHoursDosingRuleTests
{
    // The scene begins at noon.
    [TestCase("05:00-09:00", 0.5, true)]
    [TestCase("11:00-13:00", 0.5, false, Description = "permitted")]
    [TestCase("22:00-12:00", 0.5, true, Description = "the end is outside")]
    [TestCase("05:00-09:00", 0.3, false, Description = "not at the place")]
    public void Evaluate_PersonAtThePlace_CountsOutsideThePermittedHours(string permitted, double x, bool expected)
    {
        var rules = Workroom.Rules(Options(permitted));

        Assert.That(rules.Look(0, Workroom.Person(1, x)) is not null, Is.EqualTo(expected));
    }

    [Test]
    public void Evaluate_SeveralSpans_EachIsPermitted()
    {
        var rules = Workroom.Rules(Options("05:00-09:00", "11:30-12:00"));

        Assert.That(rules.Look(-600, Workroom.Person(1, 0.5)), Is.Null);
        Assert.That(rules.Look(0, Workroom.Person(1, 0.5)), Is.Not.Null);
    }

    [Test]
    public void Evaluate_HoursOfTheRule_SayWhenItCountsAsForEveryRule()
    {
        var rules = Workroom.Rules(Options("05:00-09:00") with { Hours = [Hours.Parse("20:00-22:00")] });

        Assert.That(rules.Look(0, Workroom.Person(1, 0.5)), Is.Null);
        Assert.That(rules.Look(9 * 3600, Workroom.Person(1, 0.5)), Is.Not.Null);
    }

    private static RuleOptions Options(params string[] permitted) => new()
    {
        Rule = "out_of_hours_dosing",
        Zone = "mixing",
        PermittedHours = [.. permitted.Select(Hours.Parse)],
    };
}

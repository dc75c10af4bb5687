using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Rules;

public sealed class ForeignContainerRuleTests
{
    private const double AtTheBench = 0.44;
    private const double Away = 0.1;

    private static readonly RuleOptions Options = new() { Rule = "foreign_container", Zone = "mixing" };

    [TestCase("bottle")]
    [TestCase("vase")]
    public void Evaluate_HandledForASecond_IsAViolationWithTheContainersBox(string label)
    {
        var rules = Workroom.Rules(Options);

        var said = Play(rules, 0, 1, AtTheBench, Container(label));

        Assert.That(said.Take(5), Is.All.Null, "a contact that is too short yet");
        Assert.That(said[5], Has.Property("Detail").EqualTo(label).And.Property("Zone").EqualTo("mixing"));
        Assert.That(said[5]!.Tracks, Is.EqualTo([7]));
    }

    [Test]
    public void Evaluate_PersonGoesAway_CountsForTenSecondsMore()
    {
        var rules = Workroom.Rules(Options);
        Play(rules, 0, 1, AtTheBench, Container());

        var later = Play(rules, 1.2, 20, Away, Container());

        Assert.That(later.Count(violation => violation is not null), Is.EqualTo(50), "from 1.2 to 11 s");
    }

    [Test]
    public void Evaluate_NobodyTouchesIt_IsNoViolation() =>
        Assert.That(Play(Workroom.Rules(Options), 0, 60, Away, Container()), Is.All.Null);

    [Test]
    public void Evaluate_PassersByCoverItForAMoment_IsNoViolation()
    {
        var rules = Workroom.Rules(Options);
        for (var second = 0; second < 60; second += 3)
        {
            Assert.That(Play(rules, second, second + 0.6, AtTheBench, Container()), Is.All.Null);
            Assert.That(Play(rules, second + 0.8, second + 2.8, Away, Container()), Is.All.Null);
        }
    }

    [Test]
    public void Evaluate_OutsideTheZone_IsNoViolation() => Assert.That(
        Play(Workroom.Rules(Options), 0, 5, 0.68, Workroom.Thing("bottle", 7, Box.Around(new Point(0.7, 0.7), 0.04, 0.1))), Is.All.Null);

    [Test]
    public void Evaluate_BelongsThere_IsNoViolationAndNotLookedFor()
    {
        var rules = Workroom.Rules(Options with { Allowed = ["bowl"] });

        Assert.That(Play(rules, 0, 5, AtTheBench, Container("bowl")), Is.All.Null);
        Assert.That(rules.Needs.Labels, Does.Contain("bottle").And.Not.Contain("bowl"));
        Assert.That(rules.Needs.FaintLabels, Does.Contain("bottle").And.Not.Contain("person"));
    }

    [Test]
    public void Evaluate_ClockPutBack_ForgetsTheContact()
    {
        var rules = Workroom.Rules(Options);
        Play(rules, 0, 2, AtTheBench, Container());

        Assert.That(Play(rules, -3600, -3590, Away, Container()), Is.All.Null);
    }

    [Test]
    public void Evaluate_LongSilence_ForgetsTheContact()
    {
        var rules = Workroom.Rules(Options);
        Play(rules, 0, 2, AtTheBench, Container());

        Assert.That(Play(rules, 3600, 3610, Away, Container()), Is.All.Null);
    }

    [TestCase(Verdict.Violation, true, Description = "none of the registered ones")]
    [TestCase(Verdict.Fine, false, Description = "a registered one")]
    [TestCase(Verdict.Unsure, false)]
    public void Evaluate_ContainersWereTaught_IsDecidedByLooks(Verdict verdict, bool isForeign)
    {
        var rules = Workroom.Rules(Options);
        Violation? last = null;
        for (var step = 0; step <= 30; step++)
        {
            var at = Workroom.At(step / 5.0);
            var look = new Look(at, 7, "container", BodyPart.Thing, Container().Box, 0.9, verdict, "foreign");
            last = rules.Evaluate(new Moment(at, [Workroom.Person(1, AtTheBench), Container()]) { Looks = step % 5 == 0 ? [look] : [] }).SingleOrDefault();
            Assert.That(step >= 15 || last is null, "fewer than four looks");
        }

        Assert.That(last is not null, Is.EqualTo(isForeign));
    }

    private static Track Container(string label = "bottle") => Workroom.Thing(label, 7, Box.Around(new Point(0.5, 0.7), 0.04, 0.1));

    private static List<Violation?> Play(RuleSet rules, double from, double to, double person, Track container) =>
        [.. Enumerable.Range(0, (int)Math.Round((to - from) * 5) + 1).Select(step => rules.Look(from + step / 5.0, Workroom.Person(1, person), container))];
}

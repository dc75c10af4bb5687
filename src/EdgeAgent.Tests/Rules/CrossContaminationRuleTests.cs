using EdgeAgent.Rules;
using static EdgeAgent.Tests.Rules.Workroom;

namespace EdgeAgent.Tests.Rules;

public sealed class CrossContaminationRuleTests
{
    private RuleSet rules = null!;

    [SetUp]
    public void MakeRules() => rules = Workroom.Rules(Walk.Crossing);

    [Test]
    public void Evaluate_FromRawToCooked_IsAViolationWithTheTrackAndTheZone()
    {
        var violations = Walk.Of(rules, (Raw, 3), (Between, 1), (Cooked, 2));

        Assert.That(violations, Has.Count.EqualTo(10), "for as long as one is there");
        Assert.That(violations[0], Has.Property("Zone").EqualTo("raw").And.Property("Rule").EqualTo("cross_contamination"));
        Assert.That(violations[0].Tracks, Is.EqualTo([1]));
    }

    [TestCase(5.4, 0)]
    [TestCase(4.6, 10)]
    public void Evaluate_OverTheWashPlace_CountsHowLongTheStayWas(double stay, int expected) => Assert.That(
        Walk.Of(rules, (Raw, 3), (Between, 1), (Wash, stay), (Between, 1), (Cooked, 2)), Has.Count.EqualTo(expected));

    [Test]
    public void Evaluate_WashedInTwoGoes_IsWashed() => Assert.That(
        Walk.Of(rules, (Raw, 3), (Wash, 3), (Between, 0.4), (Wash, 3), (Cooked, 2)), Is.Empty);

    [Test]
    public void Evaluate_BackToRawAfterWashing_HasToWashAgain() => Assert.That(
        Walk.Of(rules, (Raw, 3), (Wash, 6), (Raw, 1), (Between, 1), (Cooked, 2)), Is.Not.Empty);

    [Test]
    public void Evaluate_WashesAfterAll_EndsIt()
    {
        Assert.That(Walk.Of(rules, (Raw, 3), (Cooked, 2)), Is.Not.Empty);
        Assert.That(Walk.Of(rules, 5, (Wash, 6), (Cooked, 2)), Is.Empty);
    }

    [Test]
    public void Evaluate_FeetMeasuredIntoRawForAMoment_HaveNotBeenThere() => Assert.That(
        Walk.Of(rules, (Between, 2), (Raw, 0.4), (Between, 1), (Cooked, 2)), Is.Empty);

    [Test]
    public void Evaluate_FromCookedToRaw_CountsOnlyWhereConfigured()
    {
        var both = Workroom.Rules(Walk.Crossing, Walk.Crossing with { Zone = "cooked", To = "raw" });

        Assert.That(Walk.Of(rules, (Cooked, 3), (Raw, 2)), Is.Empty);
        Assert.That(Walk.Of(both, (Cooked, 3), (Raw, 2)).Select(violation => violation.Zone).Distinct(), Is.EqualTo(["cooked"]));
    }

    [Test]
    public void Evaluate_TwoCrossClosely_NobodyIsBlamedForTheOthersWay()
    {
        for (var step = 0; step <= 40; step++)
        {
            // The tracker swaps their ids where they cover each other.
            var (one, other) = step <= 20 ? (1, 2) : (2, 1);
            var x = Raw + step * 0.02;
            var violation = rules.Look(step * 0.2, Person(one, x), Person(other, Cooked - step * 0.02));
            Assert.That(violation, Is.Null, $"step {step}");
        }
    }

    [Test]
    public void Evaluate_TwoPassAtADistance_KeepTheirWays()
    {
        Violation? last = null;
        for (var step = 0; step <= 40; step++)
        {
            last = rules.Look(step * 0.2, Person(1, Raw + step * 0.02, foot: 0.95), Person(2, Cooked - step * 0.02, foot: 0.5));
        }

        Assert.That(last?.Tracks, Is.EqualTo([1]));
    }

    [Test]
    public void Evaluate_FoundAgainWhereItWasLost_GoesOnUnderAnotherId()
    {
        Walk.Of(rules, (Raw, 3), (Between, 1));

        Assert.That(Walk.Of(rules, 3, 7, (Between, 1), (Cooked, 2)), Is.Not.Empty);
    }

    [TestCase(0.42, 7, Description = "further on")]
    [TestCase(Between, 10, Description = "after too long")]
    public void Evaluate_FoundAgainUncertainly_IsSomebodyElse(double x, double second)
    {
        Walk.Of(rules, (Raw, 3), (Between, 1));

        Assert.That(Walk.Of(rules, 3, second, (x, 1), (Cooked, 2)), Is.Empty);
    }

    [Test]
    public void Evaluate_LostAtThePicturesEdge_IsSomebodyElse()
    {
        Walk.Of(rules, (0.05, 3));

        Assert.That(Walk.Of(rules, 3, 5, (0.05, 0.4), (Cooked, 2)), Is.Empty);
    }

    [Test]
    public void Evaluate_SameIdAfterASecondOutOfSightElsewhere_IsNotBlamed()
    {
        Walk.Of(rules, (Raw, 3), (Between, 1));
        rules.Look(4.4);

        Assert.That(Walk.Of(rules, 5.4, (0.7, 0.6), (Cooked, 2)), Is.Empty);
    }

    [Test]
    public void Evaluate_SameIdAfterAShortGap_IsTheSamePerson()
    {
        Walk.Of(rules, (Raw, 3), (Between, 1));
        rules.Look(4.2);

        Assert.That(Walk.Of(rules, 4.6, (0.7, 0.6), (Cooked, 2)), Is.Not.Empty);
    }

    [TestCase(-3600, Description = "the clock was put back")]
    [TestCase(3600, Description = "the camera was away")]
    public void Evaluate_TimeJumps_ForgetsWhoWasWhere(double second)
    {
        Walk.Of(rules, (Raw, 3), (Between, 1));

        Assert.That(Walk.Of(rules, second, (Cooked, 2)), Is.Empty);
        Assert.That(Walk.Of(rules, second + 10, (Raw, 1), (Cooked, 2)), Is.Not.Empty, "and goes on from there");
    }
}

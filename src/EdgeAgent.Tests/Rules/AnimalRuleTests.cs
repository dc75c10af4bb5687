using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class AnimalRuleTests
{
    private static readonly RuleOptions AtNight = new() { Rule = "animal", Zone = "floor", Hours = [Hours.Parse("11:00-13:00")] };

    [Test]
    public void Evaluate_AnimalWhereAPersonWasJustNow_IsThatPerson()
    {
        var rules = Scene.Rules(new RuleOptions { Rule = "animal" });
        var (person, animal) = (Scene.Standing("person", new Point(0.5, 0.8)), Scene.Standing("animal", new Point(0.51, 0.8)));
        rules.Evaluate(new Moment(Scene.Noon, [person]));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.Evaluate(new Moment(Scene.Noon.AddSeconds(3), [animal])), Is.Empty);
            Assert.That(rules.Evaluate(new Moment(Scene.Noon.AddSeconds(3), [Scene.Standing("animal", new Point(0.9, 0.8))])), Is.Not.Empty);
            Assert.That(rules.Evaluate(new Moment(Scene.Noon.AddSeconds(9), [animal])), Is.Not.Empty);
        }
    }

    [Test]
    public void Evaluate_SmallThingRuns_IsSuspectedForLongerThanTheHoldTime()
    {
        var suspected = Run(AtNight, number => new Box(0.1 + (0.05 * number), 0.7, 0.12 + (0.05 * number), 0.715)).ToList();

        Assert.That(suspected[^1].Violation.Detail, Is.EqualTo(AnimalRule.SuspectedRodent));
        Assert.That(suspected[^1].At - suspected[0].At, Is.GreaterThan(TimeSpan.FromSeconds(1)));
    }

    [TestCase(0.001, 0.7, 0.02, Description = "creeps")]
    [TestCase(0.3, 0.7, 0.02, Description = "is everywhere")]
    [TestCase(0.05, 0.4, 0.02, Description = "is on the wall")]
    [TestCase(0.05, 0.7, 0.2, Description = "is as large as a person")]
    public void Evaluate_NoRodentsWay_IsNone(double step, double top, double size) => Assert.That(
        Run(AtNight, number => new Box(0.1 + (step * number), top, 0.1 + size + (step * number), top + (size / 2))),
        Is.Empty);

    [Test]
    public void Evaluate_ThingsOnABelt_AreNone() => Assert.That(
        Run(AtNight, number => Running(0.1, number), number => Running(0.4, number)),
        Is.Empty);

    [Test]
    public void Evaluate_AnotherRunsTheOtherWay_BothMayBeRodents() => Assert.That(
        Run(AtNight, number => Running(0.1, number), number => Running(0.9, -number)),
        Is.Not.Empty);

    [Test]
    public void Evaluate_SomethingLargeMovesMeanwhile_IsNone() => Assert.That(
        Run(AtNight, number => Running(0.1, number), number => new Box(0.1 + (0.05 * number), 0.4, 0.3 + (0.05 * number), 0.9)),
        Is.Empty);

    [Test]
    public void Evaluate_FanTurnsAboveTheFloor_RodentIsSuspected() => Assert.That(
        Run(AtNight, number => Running(0.1, number), _ => new Box(0.6, 0.05, 0.8, 0.3)),
        Is.Not.Empty);

    [Test]
    public void Evaluate_ComesOutFromUnderABench_IsSuspectedOnceItIsOut() => Assert.That(
        Run(AtNight, number => number == 0 ? new Box(0.118, 0.7, 0.12, 0.715) : Running(0.1, number)),
        Is.Not.Empty);

    // Recorded of a reflection on a car, the right way up for the zone.
    [Test]
    public void Evaluate_WhatRunsGrowsSteadily_IsNone()
    {
        Box[] sights =
        [
            new(0.419, 0.66, 0.453, 0.676), new(0.419, 0.716, 0.478, 0.733), new(0.397, 0.789, 0.478, 0.811),
            new(0.394, 0.828, 0.484, 0.856), new(0.394, 0.889, 0.478, 0.922), new(0.394, 0.93, 0.481, 0.969),
        ];

        Assert.That(Run(AtNight, number => number < sights.Length ? sights[number] : default), Is.Empty);
    }

    // Recorded of a car that passes above the picture, and whose shadow shows at its edge.
    [Test]
    public void Evaluate_EdgeOfSomethingRunsAlongTheSideOfThePicture_IsNone() => Assert.That(
        Run(AtNight, number => new Box(0.1 + (0.05 * number), 0.96, 0.18 + (0.05 * number), 0.985)),
        Is.Empty);

    // Recorded of a bottle that a hand had set down: where it differs from what was there fades piece by piece.
    [Test]
    public void Evaluate_TracesOfWhatWasSetDown_AreNone()
    {
        Func<int, Box>[] traces =
        [
            number => new Box(number < 7 ? 0.256 : 0.259, 0.806, 0.269, number < 2 ? 0.867 : 0.861),
            number => new Box(number < 11 ? 0.219 : 0.222, 0.811, number < 3 ? 0.228 : 0.225, number < 2 ? 0.872 : number < 5 ? 0.862 : number < 7 ? 0.85 : 0.844),
            number => number < 10 ? new Box(0.454, 0.828, number < 3 ? 0.473 : 0.464, 0.861) : default,
            _ => new Box(0.526, 0.822, 0.554, 0.856),
        ];

        Assert.That(Run(AtNight, traces), Is.Empty);
    }

    [Test]
    public void Needs_NoHoursOrNoZone_NoMovement()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Scene.Rules(AtNight).Needs.Movement, Is.True);
            Assert.That(Scene.Rules(AtNight with { Hours = [] }).Needs.Movement, Is.False);
            Assert.That(Scene.Rules(AtNight with { Zone = "" }).Needs.Movement, Is.False);
            Assert.That(Scene.Rules(AtNight with { MinimumConfidence = 0.6 }).Needs.Movement, Is.False);
        }
    }

    private static Box Running(double from, int number) => new(from + (0.05 * number), 0.7, from + 0.02 + (0.05 * number), 0.715);

    private static IEnumerable<(DateTimeOffset At, Violation Violation)> Run(RuleOptions rule, params Func<int, Box>[] moving)
    {
        var rules = Scene.Rules(rule);
        for (var number = 0; number < 40; number++)
        {
            var at = Scene.Noon.AddSeconds(number / 5.0);
            foreach (var violation in rules.Evaluate(new Moment(at, []) { Moving = number < 13 ? [.. moving.Select(thing => thing(number)).Where(box => box.Area > 0)] : [] }))
            {
                yield return (at, violation);
            }
        }
    }
}

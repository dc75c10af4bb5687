using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Rules;

public sealed class UnattendedFireRuleTests
{
    private static readonly RuleOptions OnFloor = new() { Rule = "unattended_fire", Zone = "floor" };
    private static readonly HashSet<string> Burning = ["floor"];

    [Test]
    public void Evaluate_BurnsAndNobodyThere_IsAViolationOfTheStove()
    {
        var violation = Evaluate(OnFloor, new Moment(Scene.Noon, []) { Active = Burning });

        Assert.That(violation!.Boxes, Is.EqualTo([new Box(0, 0.5, 1, 1)]));
    }

    [Test]
    public void Evaluate_OtherZoneBurns_IsNone() =>
        Assert.That(Evaluate(OnFloor, new Moment(Scene.Noon, []) { Active = new HashSet<string> { "bench" } }), Is.Null);

    [Test]
    public void Evaluate_CameraDoesNotShowWhoIsThere_IsNone()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Evaluate(OnFloor, new Moment(Scene.Noon, [], IsLost: true) { Active = Burning }), Is.Null);
            Assert.That(Evaluate(OnFloor, new Moment(Scene.Noon, [], Condition: PictureCondition.Covered) { Active = Burning }), Is.Null);
        }
    }

    [TestCase("person", 0.3, false)]
    [TestCase("person", 0.2, true, Description = "further away than three twentieths of the width")]
    [TestCase("animal", 0.3, true)]
    public void Evaluate_SomebodyAboveTheStove_DependsOnWhoAndHowFar(string label, double foot, bool expected) => Assert.That(
        Evaluate(OnFloor, new Moment(Scene.Noon, [Scene.Standing(label, new Point(0.5, foot))]) { Active = Burning }) is not null,
        Is.EqualTo(expected));

    [TestCase("11:00-13:00", true)]
    [TestCase("13:00-14:00", false)]
    public void Evaluate_NothingSeen_BurnsInItsHours(string hours, bool expected) => Assert.That(
        Evaluate(OnFloor with { BurningHours = [Hours.Parse(hours)] }, new Moment(Scene.Noon, [])) is not null,
        Is.EqualTo(expected));

    private static Violation? Evaluate(RuleOptions rule, Moment moment) => Scene.Rules(rule).Evaluate(moment).SingleOrDefault();
}

using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class LeftThingRuleTests
{
    [TestCase("dirty_floor", 0.3, 0.6, true, Description = "its foot is in the zone")]
    [TestCase("dirty_floor", 0.2, 0.4, false)]
    [TestCase("clutter", 0.3, 0.6, false, Description = "its middle is not")]
    [TestCase("clutter", 0.5, 0.6, true)]
    [TestCase("bin_open", 0.5, 0.6, true)]
    public void Evaluate_ThingStands_CountsWhereItStands(string rule, double top, double bottom, bool expected)
    {
        var moment = new Moment(Scene.Noon, []) { Left = [new LeftThing(new Box(0.4, top, 0.5, bottom), Scene.Noon)] };

        var violation = Scene.Rules(new RuleOptions { Rule = rule, Zone = "floor" }).Evaluate(moment).SingleOrDefault();

        Assert.That(violation?.Boxes, expected ? Is.EqualTo([moment.Left[0].Box]) : Is.Null);
    }

    [Test]
    public void Evaluate_OutsideItsHours_IsNone()
    {
        var moment = new Moment(Scene.Noon, []) { Left = [new LeftThing(new Box(0.4, 0.5, 0.5, 0.6), Scene.Noon)] };

        Assert.That(
            Scene.Rules(new RuleOptions { Rule = "clutter", Zone = "floor", Hours = [Hours.Parse("18:00-20:00")] }).Evaluate(moment),
            Is.Empty);
    }
}

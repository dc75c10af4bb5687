using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class QuietAreasTests
{
    private static readonly Box Inside = Box.Around(new Point(0.15, 0.2), 0.1, 0.5);
    private static readonly Box Beside = Box.Around(new Point(0.5, 0.5), 0.1, 0.5);

    [TestCase("intrusion", "person")]
    [TestCase("animal", "animal")]
    public void Evaluate_MiddleInTheQuietArea_IsNotHeard(string rule, string label)
    {
        var rules = Workroom.Rules(new RuleOptions { Rule = rule, Quiet = ["poster"] });

        Assert.That(rules.Look(0, Workroom.Thing(label, 1, Inside)), Is.Null, "although the foot is below it");
        Assert.That(rules.Look(1, Workroom.Thing(label, 1, Inside), Workroom.Thing(label, 2, Beside))?.Tracks, Is.EqualTo([2]));
    }

    [Test]
    public void Evaluate_OtherRuleWithoutQuiet_HearsItAllTheSame()
    {
        var rules = Workroom.Rules(
            new RuleOptions { Rule = "animal", Quiet = ["poster"] }, new RuleOptions { Rule = "intrusion" });

        var moment = new Moment(Scene.Noon, [Workroom.Thing("animal", 1, Inside), Workroom.Thing("person", 2, Inside)]);

        Assert.That(rules.Evaluate(moment).Single().Rule, Is.EqualTo("intrusion"));
    }

    [Test]
    public void Evaluate_CameraWithoutTheArea_IsDeafNowhere()
    {
        var rules = Scene.Rules(new RuleOptions { Rule = "intrusion", Quiet = ["poster"] });

        Assert.That(rules.Look(0, Workroom.Thing("person", 1, Inside)), Is.Not.Null);
    }

    [Test]
    public void Outside_EveryKindOfThing_LosesWhatLiesInTheArea()
    {
        var moment = new Moment(Scene.Noon, [])
        {
            Left = [new LeftThing(Inside, Scene.Noon), new LeftThing(Beside, Scene.Noon)],
            Moving = [Inside, Beside],
            Looks =
            [
                new Look(Scene.Noon, 1, "mask", BodyPart.Face, Inside, 0.9, Verdict.Violation, "bare"),
                new Look(Scene.Noon, 2, "mask", BodyPart.Face, Beside, 0.9, Verdict.Violation, "bare"),
            ],
        };

        var heard = moment.Outside([Workroom.Camera.Zones["poster"]]);

        Assert.That(heard.Left.Single().Box, Is.EqualTo(Beside));
        Assert.That(heard.Moving, Is.EqualTo([Beside]));
        Assert.That(heard.Looks.Single().Track, Is.EqualTo(2));
    }
}

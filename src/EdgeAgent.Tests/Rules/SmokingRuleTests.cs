using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Rules;

public sealed class SmokingRuleTests
{
    private static readonly Track Person = Scene.Standing("person", new Point(0.5, 0.8));
    private static readonly Box Face = new(0.47, 0.5, 0.53, 0.6);

    [TestCase("h.h.h", true, Description = "three puffs")]
    [TestCase("h.h....", false)]
    [TestCase("hhhhhhhhh", false, Description = "a hand that rests at the chin")]
    [TestCase("h?h?h?h?h", false, Description = "the same, and what it holds is not always seen")]
    [TestCase("?.?.?.?.?", false, Description = "an itching nose")]
    [TestCase("?h.?h.h?.", true)]
    [TestCase(".........", false)]
    public void Evaluate_LooksTenSecondsApart_SuspectsThreePuffs(string looks, bool suspects) =>
        Assert.That(Evaluate(looks, TimeSpan.FromSeconds(10), Person) is not null, Is.EqualTo(suspects));

    [TestCase("hh.h.h..h.hh.h", false, Description = "a hand at the mouth that the pose loses for a look or two")]
    [TestCase("hh....h....hh", true)]
    public void Evaluate_LooksASecondApart_CountsAHandThatWasAwayForAWhile(string looks, bool suspects) =>
        Assert.That(Evaluate(looks, TimeSpan.FromSeconds(1), Person) is not null, Is.EqualTo(suspects));

    [Test]
    public void Evaluate_PuffsFarApart_AreNotSmoking() =>
        Assert.That(Evaluate("h.h.h", TimeSpan.FromSeconds(100), Person), Is.Null);

    [Test]
    public void Evaluate_CupAtTheMouth_IsDrinking() =>
        Assert.That(Evaluate("h.h.h.h.h", TimeSpan.FromSeconds(10), Person, new Track(2, "cup", new Box(0.5, 0.55, 0.53, 0.6), 0.4, Scene.Noon, Scene.Noon)), Is.Null);

    [Test]
    public void Evaluate_SuspectHasLeft_IsNothing()
    {
        var rule = Rule();
        Evaluate(rule, "h.h.h", TimeSpan.FromSeconds(10), Person);

        Assert.That(rule.Evaluate(new Moment(Scene.Noon.AddSeconds(50), [])), Is.Null);
    }

    private static Violation? Evaluate(string looks, TimeSpan apart, params Track[] inSight) => Evaluate(Rule(), looks, apart, inSight);

    private static Violation? Evaluate(IRule rule, string looks, TimeSpan apart, params Track[] inSight)
    {
        Violation? last = null;
        for (var i = 0; i < looks.Length; i++)
        {
            var at = Scene.Noon + i * apart;
            var verdict = looks[i] switch { 'h' => Verdict.Violation, '?' => Verdict.Unsure, _ => Verdict.Fine };
            var look = new Look(at, Person.Id, SmokingSign.Name, BodyPart.Face, Face, verdict == Verdict.Violation ? 1 : 0, verdict, SmokingSign.Name);
            last = rule.Evaluate(new Moment(at, inSight) { Looks = [look] });
        }

        return last;
    }

    private static IRule Rule() => Scene.Rules(new RuleOptions { Rule = "smoking" }).Rules[0];
}

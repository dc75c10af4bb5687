using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;

namespace EdgeAgent.Tests.Rules;

public sealed class JudgedRuleTests
{
    private static readonly DateTimeOffset Noon = Scene.Noon;
    private static readonly Track OnFloor = Scene.Standing("person", new Point(0.5, 0.8));

    [TestCase("no_mask", "mask", "no_mask", null)]
    [TestCase("no_mask", "mask", "mask_worn_wrong", "mask_worn_wrong")]
    [TestCase("no_hat", "hat", "bare", null)]
    [TestCase("no_gloves", "gloves", "bare_hand", null)]
    [TestCase("no_workwear", "workwear", "other", null)]
    public void Evaluate_FourLooksAgree_NamesTrackBoxLooksAndDetail(string rule, string head, string seen, string? detail)
    {
        var violation = Evaluate(rule, OnFloor, head, seen, count: 4)!;

        Assert.That((violation.Rule, violation.Zone, violation.Detail), Is.EqualTo((rule, "floor", detail)));
        Assert.That(violation.Tracks, Is.EqualTo(new[] { 1 }));
        Assert.That(violation.Boxes, Is.EqualTo(new[] { OnFloor.Box }));
        Assert.That(violation.Looks, Is.EqualTo(new LookCount(4, 4)));
        Assert.That(violation.Confidence, Is.EqualTo(0.9).Within(1e-9));
    }

    [TestCase("bare", "suspected")]
    [TestCase("hood", "hood")]
    public void Evaluate_HeadOnlySuspects_TheDetailSaysSo(string seen, string detail) =>
        Assert.That(Look(Rule("no_hat"), OnFloor, "hat", seen, 4, isSuspicion: true)!.Detail, Is.EqualTo(detail));

    [Test]
    public void Evaluate_ThreeLooks_IsNothing() => Assert.That(Evaluate("no_mask", OnFloor, "mask", "no_mask", count: 3), Is.Null);

    [Test]
    public void Evaluate_OutsideTheZone_IsNothing() =>
        Assert.That(Evaluate("no_mask", Scene.Standing("person", new Point(0.5, 0.4)), "mask", "no_mask", count: 6), Is.Null);

    [Test]
    public void Evaluate_OutsideTheHours_IsNothing() =>
        Assert.That(Evaluate("no_mask", OnFloor, "mask", "no_mask", count: 6, Hours.Parse("13:00-14:00")), Is.Null);

    [Test]
    public void Evaluate_PersonHasLeft_IsNothing()
    {
        var rule = Rule("no_mask");
        Look(rule, OnFloor, "mask", "no_mask", 4);

        Assert.That(rule.Evaluate(new Moment(Noon.AddSeconds(5), [])), Is.Null);
    }

    private static Violation? Evaluate(string id, Track track, string head, string seen, int count, params Hours[] hours) =>
        Look(Rule(id, hours), track, head, seen, count);

    private static IRule Rule(string id, params Hours[] hours) =>
        Scene.Rules(new RuleOptions { Rule = id, Zone = "floor", Hours = hours }).Rules[0];

    private static Violation? Look(IRule rule, Track track, string head, string seen, int count, bool isSuspicion = false)
    {
        Violation? last = null;
        for (var i = 0; i < count; i++)
        {
            var at = Noon.AddSeconds(i);
            var look = new Look(at, track.Id, head, BodyPart.Face, track.Box, 0.9, Verdict.Violation, seen) { IsSuspicion = isSuspicion };
            last = rule.Evaluate(new Moment(at, [track]) { Looks = [look] });
        }

        return last;
    }
}

using EdgeAgent.Cameras;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Rules;

public sealed class RuleSetTests
{
    private static readonly RuleOptions Intrusion = new() { Rule = "intrusion" };

    [Test]
    public void Watches_NoCamerasNamed_EveryCameraThatHasTheZone()
    {
        var rule = Intrusion with { Zone = "floor" };
        var other = new CameraOptions { Id = "store" };

        using (Assert.EnterMultipleScope())
        {
            Assert.That(RuleSet.Watches(rule, Scene.Kitchen), Is.True);
            Assert.That(RuleSet.Watches(rule, other), Is.False);
            Assert.That(RuleSet.Watches(Intrusion, other), Is.True);
        }
    }

    [Test]
    public void Watches_CamerasNamed_OnlyThose()
    {
        var rule = Intrusion with { Cameras = ["store"] };

        Assert.That(RuleSet.Watches(rule, Scene.Kitchen), Is.False);
        Assert.That(RuleSet.Watches(rule, new CameraOptions { Id = "store" }), Is.True);
    }

    [Test]
    public void UnseenBy_DetectorWithoutALabel_NamesTheRulesOfTheCamerasThatNeedIt()
    {
        var rules = new RulesOptions
        {
            Active = [new() { Rule = "animal" }, Intrusion, new() { Rule = "no_mask" }, new() { Rule = "animal", Zone = "floor" }, new() { Rule = "camera_lost" }],
        };

        Assert.Multiple(() =>
        {
            Assert.That(RuleSet.UnseenBy(["person", "animal"], [Scene.Kitchen], rules), Is.Empty);
            Assert.That(RuleSet.UnseenBy(["person"], [Scene.Kitchen], rules)["animal"], Is.EqualTo(new[] { "animal" }));
            Assert.That(RuleSet.UnseenBy(["car"], [Scene.Kitchen], rules)["person"], Is.EqualTo(new[] { "intrusion", "no_mask" }));
            Assert.That(RuleSet.UnseenBy([], [], rules), Is.Empty);
        });
    }

    [Test]
    public void UnseenBy_LabelsThatOnlyHelp_AreNotNeeded()
    {
        var rules = new RulesOptions { Active = [new() { Rule = "smoking" }, new() { Rule = "unattended_fire", Zone = "floor" }] };

        Assert.That(RuleSet.UnseenBy(["person"], [Scene.Kitchen], rules), Is.Empty);
        Assert.That(RuleSet.UnseenBy(["cup"], [Scene.Kitchen], rules)["person"], Is.EqualTo(new[] { "smoking", "unattended_fire" }));
    }

    [Test]
    public void Evaluate_PersonInZone_IsAViolationWithTheZonesNameAndTheBox()
    {
        var rules = Scene.Rules(Intrusion with { Zone = "floor" });
        var person = Scene.Standing("person", new Point(0.5, 0.8), 0.75);

        var violation = rules.Evaluate(new Moment(Scene.Noon, [person])).Single();

        Assert.That(violation, Has.Property("Rule").EqualTo("intrusion").And.Property("Zone").EqualTo("floor"));
        Assert.That(violation.Boxes, Is.EqualTo([person.Box]));
        Assert.That(violation.Confidence, Is.EqualTo(0.75));
    }

    [Test]
    public void Evaluate_FeetBelowThePicture_CountAsOnItsLowerEdge()
    {
        var rules = Scene.Rules(Intrusion with { Zone = "floor" });

        var violations = rules.Evaluate(new Moment(Scene.Noon, [Scene.Standing("person", new Point(0.5, 1.2))]));

        Assert.That(violations, Has.Count.EqualTo(1));
    }

    [TestCase("person", 0.5, 0.4, 0.9, Description = "outside the zone")]
    [TestCase("animal", 0.5, 0.8, 0.9, Description = "another class")]
    [TestCase("person", 0.5, 0.8, 0.49, Description = "too uncertain")]
    public void Evaluate_NothingOfTheRules_IsNoViolation(string label, double x, double y, double confidence)
    {
        var rules = Scene.Rules(Intrusion with { Zone = "floor" });

        Assert.That(rules.Evaluate(new Moment(Scene.Noon, [Scene.Standing(label, new Point(x, y), confidence)])), Is.Empty);
    }

    [Test]
    public void Evaluate_SeveralOffenders_AllBoxesAndTheHighestConfidence()
    {
        var rules = Scene.Rules(new RuleOptions { Rule = "animal" });
        Moment moment = new(
            Scene.Noon, [Scene.Standing("animal", new Point(0.2, 0.8), 0.6), Scene.Standing("animal", new Point(0.7, 0.9), 0.9)]);

        var violation = rules.Evaluate(moment).Single();

        Assert.That(violation.Boxes, Has.Length.EqualTo(2));
        Assert.That(violation.Confidence, Is.EqualTo(0.9));
    }

    [TestCase("2026-05-04T14:30:00Z", true, Description = "22:30 in China")]
    [TestCase("2026-05-04T13:30:00Z", false, Description = "21:30 in China")]
    [TestCase("2026-05-04T21:59:59Z", true, Description = "05:59:59 in China")]
    public void Evaluate_WithHours_CountsInTheWorkshopsOwnTime(string at, bool expected)
    {
        var rules = new RuleSet(
            Scene.Kitchen,
            new RulesOptions { TimeZone = "Asia/Shanghai", Active = [Intrusion with { Hours = [Hours.Parse("22:00-06:00")] }] });

        var violations = rules.Evaluate(new Moment(DateTimeOffset.Parse(at), [Scene.Standing("person", new Point(0.5, 0.8))]));

        Assert.That(violations.Count > 0, Is.EqualTo(expected));
    }

    [Test]
    public void Evaluate_CameraLost_OnlyTheRuleForThatSpeaks()
    {
        var rules = Scene.Rules(Intrusion, new RuleOptions { Rule = "camera_lost" });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.Evaluate(new Moment(Scene.Noon, [], IsLost: true)).Single().Rule, Is.EqualTo("camera_lost"));
            Assert.That(rules.Evaluate(new Moment(Scene.Noon, [])), Is.Empty);
        }
    }

    [TestCase(PictureCondition.Frozen, "camera_frozen")]
    [TestCase(PictureCondition.Covered, "camera_covered")]
    [TestCase(PictureCondition.Moved, "camera_moved")]
    [TestCase(PictureCondition.Dark, "camera_dark")]
    public void Evaluate_PictureInACondition_OnlyItsOwnRuleSpeaksAndNoneOfALostCamera(PictureCondition condition, string expected)
    {
        var rules = Scene.Rules([.. RuleCatalogue.WithoutZones.Select(id => new RuleOptions { Rule = id })]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(rules.Evaluate(new Moment(Scene.Noon, [], Condition: condition)).Single().Rule, Is.EqualTo(expected));
            Assert.That(
                rules.Evaluate(new Moment(Scene.Noon, [], IsLost: true, condition)).Single().Rule, Is.EqualTo("camera_lost"));
        }
    }

    [Test]
    public void Labels_SeveralRules_AreWhatTheDetectorMustFind() => Assert.That(
        Scene.Rules(Intrusion, new RuleOptions { Rule = "animal" }, new RuleOptions { Rule = "camera_lost" }).Needs.Labels,
        Is.EquivalentTo(["person", "animal"]));

    [Test]
    public void Rules_NothingSaidButTheId_HaveTheCataloguesDefaults()
    {
        var settings = Scene.Rules(new RuleOptions { Rule = "camera_lost" }).Rules.Single().Settings;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(settings.Hold, Is.EqualTo(TimeSpan.FromSeconds(20)));
            Assert.That(settings.CoolDown, Is.EqualTo(TimeSpan.FromSeconds(0.5)));
            Assert.That(settings.Severity, Is.EqualTo(Severity.Warning));
            Assert.That(settings.MinimumConfidence, Is.EqualTo(0.5));
        }
    }

    [Test]
    public void Catalogue_EachRule_HasATitleInBothLanguagesAndAKind()
    {
        foreach (var id in RuleCatalogue.Ids)
        {
            Assert.That(RuleCatalogue.TitleOf(id).Zh, Does.Match(@"^[\p{IsCJKUnifiedIdeographs}/]+$"), id);
            Assert.That(RuleCatalogue.TitleOf(id).En, Is.Not.Empty, id);
            Assert.That(RuleCatalogue.KindOf(id), Is.AnyOf("hygiene", "surroundings", "additions", "cross", "equipment"), id);
        }
    }
}

using EdgeAgent.Geometry;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class PhoneUseRuleTests
{
    private static readonly RuleOptions Options = new() { Rule = "phone_use" };

    [TestCase(0.5, 0.55, Description = "before the chest")]
    [TestCase(0.45, 0.5, Description = "at the ear")]
    [TestCase(0.56, 0.6, Description = "in a hand beside the body")]
    public void Evaluate_PhoneAtTheUpperBody_IsUse(double x, double y)
    {
        var violation = Workroom.Rules(Options).Look(0, Workroom.Person(1, 0.5), Phone(x, y));

        Assert.That(violation?.Tracks, Is.EqualTo([1, 2]), "who and what");
        Assert.That(violation!.Confidence, Is.EqualTo(0.4), "the phone's");
        Assert.That(violation.Boxes, Has.Length.EqualTo(2));
    }

    [TestCase(0.5, 0.85, 0.4, Description = "at the feet")]
    [TestCase(0.62, 0.55, 0.4, Description = "on the bench beside the person")]
    [TestCase(0.5, 0.55, 0.29, Description = "too uncertain")]
    public void Evaluate_PhoneElsewhere_IsNoUse(double x, double y, double confidence) => Assert.That(
        Workroom.Rules(Options).Look(0, Workroom.Person(1, 0.5), Phone(x, y, confidence)), Is.Null);

    [Test]
    public void Evaluate_PhoneWithoutAPerson_IsNoUse() =>
        Assert.That(Workroom.Rules(Options).Look(0, Phone(0.5, 0.55)), Is.Null);

    [Test]
    public void Evaluate_PersonOutsideTheZone_IsNoUse()
    {
        var rules = Workroom.Rules(Options with { Zone = "raw" });

        Assert.That(rules.Look(0, Workroom.Person(1, 0.5), Phone(0.5, 0.55)), Is.Null);
        Assert.That(rules.Look(1, Workroom.Person(1, 0.1), Phone(0.1, 0.55)), Is.Not.Null);
    }

    [Test]
    public void Evaluate_SomebodyElseIsThereToo_OnlyTheUserIsNamed() => Assert.That(
        Workroom.Rules(Options).Look(0, Workroom.Person(1, 0.2), Workroom.Person(3, 0.5), Phone(0.5, 0.55))?.Tracks, Is.EqualTo([3, 2]));

    // The detector sees the phone on three of five pictures.
    [TestCase(2.8, 0)]
    [TestCase(3.4, 1)]
    public void Fold_PhoneThatFlickers_OpensAfterTheHoldTimeAndStaysOneIncident(double until, int opened)
    {
        var rules = Workroom.Rules(Options);
        var ledger = new IncidentLedger("site", "kitchen", rules);
        var events = new List<Incident>();
        for (var picture = 0; picture <= until * 5 + 100; picture++)
        {
            var isSeen = picture / 5.0 <= until && picture % 5 is not (2 or 3);
            var moment = new Moment(Workroom.At(picture / 5.0), isSeen ? [Workroom.Person(1, 0.5), Phone(0.5, 0.55)] : [Workroom.Person(1, 0.5)]);
            events.AddRange(ledger.Fold(rules.Evaluate(moment), moment.At));
        }

        Assert.That(events.Count(incident => incident.Event == IncidentEvent.Opened), Is.EqualTo(opened));
        Assert.That(events.Count(incident => incident.Event == IncidentEvent.Closed), Is.EqualTo(opened));
    }

    private static EdgeAgent.Tracking.Track Phone(double x, double y, double confidence = 0.4) =>
        Workroom.Thing("cell phone", 2, Box.Around(new Point(x, y), 0.02, 0.04), confidence);
}

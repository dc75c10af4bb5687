using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Rules;

public sealed class IncidentLedgerTests
{
    private static readonly DateTimeOffset Start = Scene.Noon;

    [Test]
    public void Fold_SeenForTheHoldTime_OpensWithTheFirstSightAsItsStart()
    {
        var ledger = Ledger();

        var events = Watch(ledger, from: 0, to: 1);

        Assert.That(events.Select(e => e.Event), Is.EqualTo([IncidentEvent.Opened]));
        Assert.That(events[0].Started, Is.EqualTo(Start));
        Assert.That(events[0].LastSeen, Is.EqualTo(Start.AddSeconds(1)));
        Assert.That(events[0], Has.Property("Revision").Zero.And.Property("Camera").EqualTo("kitchen"));
    }

    [Test]
    public void Fold_SeenShorterThanTheHoldTime_OpensNothing()
    {
        var ledger = Ledger();

        Assert.That(Watch(ledger, from: 0, to: 0.8), Is.Empty);
        Assert.That(Quiet(ledger, from: 1, to: 10), Is.Empty);
        Assert.That(ledger.Close(), Is.Empty);
    }

    [Test]
    public void Fold_ShortGapWhilePending_IsTheDetectors()
    {
        var ledger = Ledger(hold: 2);
        Watch(ledger, from: 0, to: 1);
        Quiet(ledger, from: 1.2, to: 1.8);

        var events = Watch(ledger, from: 2, to: 2);

        Assert.That(events.Single().Started, Is.EqualTo(Start));
    }

    [Test]
    public void Fold_LongGapWhilePending_IsANewBeginning()
    {
        var ledger = Ledger(hold: 2);
        Watch(ledger, from: 0, to: 1);
        Quiet(ledger, from: 1.2, to: 2.4);

        Assert.That(Watch(ledger, from: 2.6, to: 4), Is.Empty);
        Assert.That(Watch(ledger, from: 4.2, to: 4.6).Single().Started, Is.EqualTo(Start.AddSeconds(2.6)));
    }

    [Test]
    public void Fold_GapWhileALongHoldTimeRuns_MayBeATenthOfIt()
    {
        var ledger = Ledger(hold: 20);
        Watch(ledger, from: 0, to: 5);
        Quiet(ledger, from: 5.2, to: 6.8);
        Watch(ledger, from: 7, to: 10);
        Quiet(ledger, from: 10.2, to: 12.2);

        Assert.That(Watch(ledger, from: 12.4, to: 32), Is.Empty, "more than 2 s are a new beginning");
        Assert.That(Watch(ledger, from: 32.2, to: 32.4).Single().Started, Is.EqualTo(Start.AddSeconds(12.4)));
    }

    // A lost camera is asked once a second and a little more; a loaded box looks as rarely.
    [TestCase(1.05)]
    [TestCase(3)]
    public void Fold_MomentsFarApart_StillHoldAndStayOneIncident(double step)
    {
        var ledger = Ledger(hold: 4, coolDown: 0.5);

        var events = Enumerable.Range(0, 15).SelectMany(i => Fold(ledger, i * step, seen: true)).ToList();

        Assert.That(events.Select(e => e.Event), Is.EqualTo([IncidentEvent.Opened]));
        Assert.That(events[0].Started, Is.EqualTo(Start));
    }

    [Test]
    public void Fold_AwayForTheCoolDown_ClosesWithTheLastSightAsItsEnd()
    {
        var ledger = Ledger(coolDown: 3);
        Watch(ledger, from: 0, to: 5);

        Assert.That(Quiet(ledger, from: 5.2, to: 7.8), Is.Empty);
        var closed = Fold(ledger, 8, seen: false).Single();

        Assert.That(closed.Event, Is.EqualTo(IncidentEvent.Closed));
        Assert.That(closed.Ended, Is.EqualTo(Start.AddSeconds(5)));
        Assert.That(closed.Revision, Is.EqualTo(1));
    }

    [Test]
    public void Fold_BackWithinTheCoolDown_IsTheSameIncident()
    {
        var ledger = Ledger(coolDown: 3);
        var opened = Watch(ledger, from: 0, to: 5).Single();
        Quiet(ledger, from: 5.2, to: 7);

        Assert.That(Watch(ledger, from: 7.2, to: 10), Is.Empty);
        var closed = ledger.Close().Single();

        Assert.That(closed.Id, Is.EqualTo(opened.Id));
        Assert.That(closed.LastSeen, Is.EqualTo(Start.AddSeconds(10)));
    }

    [Test]
    public void Fold_NoMomentForLongerThanTheCoolDown_EndsTheOldAndBeginsANew()
    {
        var ledger = Ledger(coolDown: 3);
        var opened = Watch(ledger, from: 0, to: 5).Single();

        var events = Watch(ledger, from: 600, to: 602);

        Assert.That(events.Select(e => e.Event), Is.EqualTo([IncidentEvent.Closed, IncidentEvent.Opened]));
        Assert.That(events[0].Ended, Is.EqualTo(Start.AddSeconds(5)));
        Assert.That(events[1].Started, Is.EqualTo(Start.AddSeconds(600)));
        Assert.That(events[1].Id, Is.Not.EqualTo(opened.Id));
    }

    [Test]
    public void Fold_GoesOn_IsUpdatedOnceAMinute()
    {
        var ledger = Ledger();

        var events = Watch(ledger, from: 0, to: 150);

        Assert.That(events.Select(e => (e.Event, e.Revision, (e.LastSeen - Start).TotalSeconds)), Is.EqualTo(
        [
            (IncidentEvent.Opened, 0, 1.0), (IncidentEvent.Updated, 1, 61.0), (IncidentEvent.Updated, 2, 121.0),
        ]));
    }

    [Test]
    public void Fold_ConfidenceChanges_TheHighestStays()
    {
        var ledger = Ledger();
        Watch(ledger, from: 0, to: 1);
        ledger.Fold([Scene.Seen("intrusion", confidence: 0.95)], Start.AddSeconds(1.2));
        ledger.Fold([Scene.Seen("intrusion", confidence: 0.6)], Start.AddSeconds(1.4));

        Assert.That(ledger.Close().Single().Confidence, Is.EqualTo(0.95));
    }

    [Test]
    public void Fold_TwoRulesAtOnce_AreIncidentsOfTheirOwn()
    {
        var rules = Scene.Rules(new RuleOptions { Rule = "intrusion", HoldSeconds = 0 }, new RuleOptions { Rule = "animal", HoldSeconds = 0, Zone = "floor" });
        var ledger = new IncidentLedger("site", "kitchen", rules);

        var events = ledger.Fold([Scene.Seen("intrusion"), Scene.Seen("animal", "floor")], Start);

        Assert.That(events.Select(e => (e.Rule, e.Zone)), Is.EquivalentTo([("intrusion", ""), ("animal", "floor")]));
        Assert.That(events[0].Id, Is.Not.EqualTo(events[1].Id));
    }

    [Test]
    public void Fold_SameInputTwice_GivesTheSameIdsOfUuidVersion8()
    {
        var first = Watch(Ledger(), from: 0, to: 1).Single().Id;

        Assert.That(Watch(Ledger(), from: 0, to: 1).Single().Id, Is.EqualTo(first));
        Assert.That(Watch(Ledger(site: "other"), from: 0, to: 1).Single().Id, Is.Not.EqualTo(first));
        Assert.That(first, Does.Match("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"));
    }

    [Test]
    public void Fold_ClockPutBackWhilePending_OpensAfterTheHoldTimeAllTheSame()
    {
        var ledger = Ledger(hold: 2);
        Watch(ledger, from: 0, to: 1);

        var events = Watch(ledger, from: -86_400, to: -86_395);

        Assert.That(events.Single().Started, Is.EqualTo(Start.AddDays(-1)));
    }

    [Test]
    public void Fold_ClockPutBackWhileOpen_ClosesAfterTheCoolDownAllTheSame()
    {
        var ledger = Ledger(coolDown: 3);
        Watch(ledger, from: 0, to: 5);
        Watch(ledger, from: -86_400, to: -86_395);

        var events = Quiet(ledger, from: -86_394, to: -86_390);

        Assert.That(events.Select(e => e.Event), Is.EqualTo([IncidentEvent.Closed]));
        Assert.That(events[0].LastSeen, Is.EqualTo(Start.AddSeconds(5)), "an end never lies before an earlier sight");
    }

    [Test]
    public void Resume_StillThere_GoesOnWithTheSameIdAndRevisions()
    {
        var before = Ledger();
        var opened = Watch(before, from: 0, to: 1).Single();
        var ledger = Ledger();
        Assert.That(ledger.Resume([opened]), Is.Empty);

        var events = Watch(ledger, from: 2, to: 62);
        var closed = ledger.Close().Single();

        Assert.That(events.Select(e => (e.Id, e.Event, e.Revision)), Is.EqualTo([(opened.Id, IncidentEvent.Updated, 1)]));
        Assert.That(closed, Has.Property("Id").EqualTo(opened.Id).And.Property("Revision").EqualTo(2));
        Assert.That(closed.Started, Is.EqualTo(Start));
    }

    [Test]
    public void Resume_GoneMeanwhile_ClosesWithTheSightBeforeTheStop()
    {
        var opened = Watch(Ledger(), from: 0, to: 1).Single();
        var ledger = Ledger();
        ledger.Resume([opened]);

        var closed = Fold(ledger, 3600, seen: false).Single();

        Assert.That(closed, Has.Property("Id").EqualTo(opened.Id).And.Property("Event").EqualTo(IncidentEvent.Closed));
        Assert.That(closed.LastSeen, Is.EqualTo(opened.LastSeen));
    }

    [Test]
    public void Resume_ClipBegunAnew_EarlierMomentsKeepIdAndStart()
    {
        var opened = Watch(Ledger(), from: 30, to: 40).Single();
        var ledger = Ledger();
        ledger.Resume([opened]);

        var events = Watch(ledger, from: 0, to: 10);
        var closed = ledger.Close().Single();

        Assert.That(events, Is.Empty);
        Assert.That(closed.Id, Is.EqualTo(opened.Id));
        Assert.That(closed.Started, Is.EqualTo(opened.Started));
        Assert.That(closed.LastSeen, Is.EqualTo(opened.LastSeen));
    }

    [Test]
    public void Resume_ClipBegunAnew_EndsWhereItWouldHaveWithoutTheStop()
    {
        var opened = Watch(Ledger(), from: 30, to: 40).Single();
        var ledger = Ledger();
        ledger.Resume([opened]);

        Assert.That(Quiet(ledger, from: 0, to: 20), Is.Empty);
        Assert.That(Watch(ledger, from: 20.2, to: 24), Is.Empty);
        Assert.That(Quiet(ledger, from: 24.2, to: 29.8), Is.Empty);
        Assert.That(Watch(ledger, from: 30, to: 45), Is.Empty);
        var closed = Quiet(ledger, from: 45.2, to: 48).Single();

        Assert.That((closed.Id, closed.Event, closed.LastSeen), Is.EqualTo((opened.Id, IncidentEvent.Closed, Start.AddSeconds(45))));
    }

    [Test]
    public void Resume_RuleGone_IsClosed()
    {
        var opened = Watch(Ledger(), from: 0, to: 1).Single();
        var ledger = new IncidentLedger("site", "kitchen", Scene.Rules(new RuleOptions { Rule = "animal" }));

        var closed = ledger.Resume([opened]).Single();

        Assert.That(closed, Is.EqualTo(opened with { Event = IncidentEvent.Closed, Revision = 1 }));
        Assert.That(ledger.Close(), Is.Empty);
    }

    private static IncidentLedger Ledger(double hold = 1, double coolDown = 2, string site = "site") => new(
        site, "kitchen", Scene.Rules(new RuleOptions { Rule = "intrusion", HoldSeconds = hold, CoolDownSeconds = coolDown }));

    private static IReadOnlyList<Incident> Fold(IncidentLedger ledger, double second, bool seen) =>
        ledger.Fold(seen ? [Scene.Seen("intrusion")] : [], Start.AddMilliseconds(Math.Round(second * 1000)));

    private static List<Incident> Watch(IncidentLedger ledger, double from, double to) => Series(ledger, from, to, seen: true);

    private static List<Incident> Quiet(IncidentLedger ledger, double from, double to) => Series(ledger, from, to, seen: false);

    // Five moments a second.
    private static List<Incident> Series(IncidentLedger ledger, double from, double to, bool seen) =>
        [.. Enumerable.Range(0, (int)Math.Round((to - from) * 5) + 1).SelectMany(i => Fold(ledger, from + i * 0.2, seen))];
}

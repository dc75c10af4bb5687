using EdgeAgent.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Rules;

/// <summary>What must hold of the ledger whatever it is shown.</summary>
public sealed class IncidentLedgerPropertyTests
{
    // Milliseconds since the moment before, and which of the two rules are broken then.
    private static readonly Arbitrary<(int Step, int Broken)[]> Series = Gen.Zip(
            Gen.Frequency((8, Gen.Choose(1, 400)), (3, Gen.Choose(400, 4000)), (1, Gen.Choose(4000, 200_000)), (1, Gen.Choose(-100_000, 0))),
            Gen.Frequency((3, Gen.Constant(0)), (4, Gen.Constant(1)), (2, Gen.Constant(2)), (2, Gen.Constant(3))))
        .Select(pair => (pair.Item1, pair.Item2))
        .ArrayOf(80)
        .ToArbitrary();

    [Test]
    public void Fold_AnySeriesOfMoments_EachIncidentOpensRisesAndClosesOnce() => Prop.ForAll(Series, series =>
    {
        foreach (var events in Incidents(Play(series)))
        {
            Assert.That(events.Select(e => e.Id).Distinct().Count(), Is.EqualTo(1));
            Assert.That(events[0].Event, Is.EqualTo(IncidentEvent.Opened));
            Assert.That(events[^1].Event, Is.EqualTo(IncidentEvent.Closed));
            Assert.That(events[1..^1].Select(e => e.Event), Has.All.EqualTo(IncidentEvent.Updated));
            Assert.That(events.Select(e => e.Revision), Is.EqualTo(Enumerable.Range(0, events.Count)));
            Assert.That(events.Select(e => e.Started).Distinct().Count(), Is.EqualTo(1));
            Assert.That(events.Select(e => e.LastSeen), Is.Ordered);
            Assert.That(events[0].Started, Is.LessThanOrEqualTo(events[0].LastSeen));
            Assert.That(events.Select(e => e.Confidence), Is.Ordered);
        }
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Fold_AnySeriesOfMoments_AtMostOneIsOpenForEachRule() => Prop.ForAll(Series, series =>
    {
        var open = new HashSet<string>();
        foreach (var happened in Play(series))
        {
            Assert.That(happened.Event switch
            {
                IncidentEvent.Opened => open.Add(happened.Rule),
                IncidentEvent.Closed => open.Remove(happened.Rule),
                _ => open.Contains(happened.Rule),
            });
        }

        Assert.That(open, Is.Empty);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Fold_TimeGoesForward_IncidentsOfOneRuleNeverOverlap() => Prop.ForAll(Series, series =>
    {
        var forward = series.Select(moment => (Step: Math.Abs(moment.Step) + 1, moment.Broken)).ToArray();
        foreach (var rule in Play(forward).Where(e => e.Event == IncidentEvent.Closed).GroupBy(e => e.Rule))
        {
            var closed = rule.OrderBy(e => e.Started).ToList();
            Assert.That(closed.Zip(closed.Skip(1)).All(pair => pair.First.LastSeen < pair.Second.Started));
        }
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Fold_SameSeriesTwice_GivesTheSameEvents() => Prop.ForAll(Series, series =>
        Play(series).Select(Plain).SequenceEqual(Play(series).Select(Plain))).QuickCheckThrowOnFailure();

    private static List<List<Incident>> Incidents(List<Incident> events)
    {
        var incidents = new List<List<Incident>>();
        foreach (var happened in events.OrderBy(e => e.Rule, StringComparer.Ordinal))
        {
            if (happened.Event == IncidentEvent.Opened)
            {
                incidents.Add([]);
            }

            incidents[^1].Add(happened);
        }

        return incidents;
    }

    private static string Plain(Incident incident) =>
        $"{incident with { Boxes = [] }} {string.Join(' ', incident.Boxes)}";

    private static List<Incident> Play((int Step, int Broken)[] series)
    {
        var rules = Scene.Rules(
            new RuleOptions { Rule = "intrusion", HoldSeconds = 1, CoolDownSeconds = 2 },
            new RuleOptions { Rule = "animal", HoldSeconds = 0, CoolDownSeconds = 0.5 });
        var ledger = new IncidentLedger("site", "kitchen", rules);
        var events = new List<Incident>();
        var at = Scene.Noon;
        foreach (var (step, broken) in series)
        {
            at = at.AddMilliseconds(step);
            List<Violation> violations = [];
            if ((broken & 1) > 0)
            {
                violations.Add(Scene.Seen("intrusion", confidence: 0.5 + Math.Abs(step) % 50 / 100.0));
            }

            if ((broken & 2) > 0)
            {
                violations.Add(Scene.Seen("animal"));
            }

            events.AddRange(ledger.Fold(violations, at));
        }

        events.AddRange(ledger.Close());
        return events;
    }
}

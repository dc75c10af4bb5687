using EdgeAgent.Rules;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>What must hold of incidents whatever is done to the clock.</summary>
public sealed class ClockJumpPropertyTests
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 4, 12, 0, 0, TimeSpan.Zero);

    // Moments of 200 ms, whether somebody is there, and by how many seconds the clock is set before them.
    private static readonly Arbitrary<(int Moments, bool IsThere, int Jump)[]> Series = Gen.Zip(
            Gen.Zip(Gen.Choose(1, 40), Gen.Elements(true, true, false)),
            Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(-5, 5)), (2, Gen.Choose(-40_000, 40_000)), (1, Gen.Elements(-1_700_000_000, 300_000_000))))
        .Select(pair => (pair.Item1.Item1, pair.Item1.Item2, pair.Item2))
        .ArrayOf(12)
        .ToArbitrary();

    [Test]
    public void Jump_AnyJumpsAndViolations_NoIncidentIsNegativeOrLongerThanItWasSeen() => Prop.ForAll(Series, series =>
    {
        using var scene = new JumpScene(Noon, new RuleOptions { Rule = "intrusion", HoldSeconds = 1, CoolDownSeconds = 2 });
        PlayAsync(scene, series).GetAwaiter().GetResult();
        var watched = JumpScene.Step * series.Sum(part => part.Moments);
        var slewed = TimeSpan.FromSeconds(series.Where(part => Math.Abs(part.Jump) <= 2).Sum(part => Math.Abs(part.Jump)));

        foreach (var incident in scene.Told.GroupBy(told => told.Id))
        {
            var events = incident.ToList();
            Assert.That(events.Select(told => told.Revision), Is.EqualTo(Enumerable.Range(0, events.Count)));
            Assert.That(events.Select(told => told.LastSeen - told.Started), Is.Ordered);
            Assert.That(events.Select(told => told.LastSeen - told.Started), Has.All.GreaterThanOrEqualTo(TimeSpan.Zero).And.All.LessThanOrEqualTo(watched + slewed));
            Assert.That((events[0].Event, events[^1].Event), Is.EqualTo((IncidentEvent.Opened, IncidentEvent.Closed)));
        }

        Assert.That(scene.Sent().Select(message => message.Seq), Is.EqualTo(Enumerable.Range(1, scene.Told.Count)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    [Test]
    public void Jump_AnyBigJumps_TheIncidentsAreThoseOfAClockThatIsLeftAlone() => Prop.ForAll(Series, series =>
    {
        var jumps = series.Select(part => part with { Jump = Math.Abs(part.Jump) <= 2 ? 0 : part.Jump }).ToArray();
        using var set = new JumpScene(Noon, new RuleOptions { Rule = "intrusion", HoldSeconds = 1, CoolDownSeconds = 2 });
        using var left = new JumpScene(Noon, new RuleOptions { Rule = "intrusion", HoldSeconds = 1, CoolDownSeconds = 2 });
        PlayAsync(set, jumps).GetAwaiter().GetResult();
        PlayAsync(left, [.. jumps.Select(part => part with { Jump = 0 })]).GetAwaiter().GetResult();

        Assert.That(Plain(set.Told), Is.EqualTo(Plain(left.Told)));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    // Which incident, what happened to it, and how long it had lasted.
    private static List<(int, IncidentEvent, int, TimeSpan)> Plain(IReadOnlyList<Incident> told)
    {
        var ids = told.Select(each => each.Id).Distinct().ToList();
        return [.. told.Select(each => (ids.IndexOf(each.Id), each.Event, each.Revision, each.LastSeen - each.Started))];
    }

    private static async Task PlayAsync(JumpScene scene, (int Moments, bool IsThere, int Jump)[] series)
    {
        foreach (var (moments, isThere, jump) in series)
        {
            scene.Clock.Jump(TimeSpan.FromSeconds(jump));
            await scene.WatchAsync(moments * JumpScene.Step.TotalSeconds, isThere);
        }

        await scene.CloseAsync();
    }
}

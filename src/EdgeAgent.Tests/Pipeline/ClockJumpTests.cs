using EdgeAgent.Rules;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>What becomes of incidents when the box's clock is set: nothing but their times change.</summary>
public sealed class ClockJumpTests
{
    private static readonly DateTimeOffset Boot = DateTimeOffset.UnixEpoch;
    private static readonly DateTimeOffset Now = new(2026, 12, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly RuleOptions Rule = new() { Rule = "intrusion", HoldSeconds = 2, CoolDownSeconds = 10 };
    private static readonly TimeSpan Exactly = TimeSpan.FromMilliseconds(1);

    [Test]
    public async Task Jump_BootedIn1970_TheOpenIncidentIsToldByTheNewClockAndGoesOn()
    {
        using var scene = new JumpScene(Boot, Rule);
        await scene.WatchAsync(30, somebodyIsThere: true);
        var opened = scene.Told.Single();
        scene.Clock.Jump(Now - scene.Clock.GetUtcNow());
        scene.IsSynchronised = true;
        await scene.WatchAsync(90, somebodyIsThere: true);
        await scene.CloseAsync();

        Assert.That(opened.Started.Year, Is.EqualTo(1970));
        Assert.That(scene.Told.Select(told => (told.Id, told.Event, told.Revision, told.IsClockSure)), Is.EqualTo(new[]
        {
            (opened.Id, IncidentEvent.Opened, 0, (bool?)false),
            (opened.Id, IncidentEvent.Updated, 1, true),
            (opened.Id, IncidentEvent.Closed, 2, true),
        }));
        var closed = scene.Told[^1];
        Assert.That(closed.Started, Is.EqualTo(Now.AddSeconds(-29.8)).Within(Exactly));
        Assert.That(closed.Ended, Is.EqualTo(Now.AddSeconds(90)).Within(Exactly));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Jump_IncidentIsOpen_LastsAsLongAsItWasSeen(double hours)
    {
        using var scene = new JumpScene(Now, Rule);
        await scene.WatchAsync(20, somebodyIsThere: true);
        scene.Clock.Jump(TimeSpan.FromHours(hours));
        await scene.WatchAsync(20, somebodyIsThere: true);
        await scene.WatchAsync(12, somebodyIsThere: false);

        var closed = Single(scene);
        Assert.That(closed.Ended - closed.Started, Is.EqualTo(TimeSpan.FromSeconds(39.8)).Within(Exactly));
        Assert.That(closed.Ended, Is.EqualTo(scene.Clock.GetUtcNow().AddSeconds(-12)).Within(Exactly));
        Assert.That(closed.IsClockSure, Is.False);
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Jump_InTheHoldTime_NeitherFulfilsNorRestartsIt(double hours)
    {
        using var scene = new JumpScene(Now, Rule);
        await scene.WatchAsync(1, somebodyIsThere: true);
        scene.Clock.Jump(TimeSpan.FromHours(hours));
        await scene.WatchAsync(1, somebodyIsThere: true);
        Assert.That(scene.Told, Is.Empty, "1.8 s are not 2 s");
        await scene.WatchAsync(0.2, somebodyIsThere: true);

        var opened = scene.Told.Single();
        Assert.That(opened.LastSeen - opened.Started, Is.EqualTo(TimeSpan.FromSeconds(2)).Within(Exactly));
    }

    [TestCase(10)]
    [TestCase(-10)]
    public async Task Jump_InTheCoolDown_NeitherEndsNorLengthensIt(double hours)
    {
        using var scene = new JumpScene(Now, Rule);
        await scene.WatchAsync(5, somebodyIsThere: true);
        await scene.WatchAsync(6, somebodyIsThere: false);
        scene.Clock.Jump(TimeSpan.FromHours(hours));
        await scene.WatchAsync(3.8, somebodyIsThere: false);
        Assert.That(scene.Told, Has.Count.EqualTo(1), "9.8 s are not 10 s");
        await scene.WatchAsync(0.2, somebodyIsThere: false);

        var closed = Single(scene);
        Assert.That(closed.Ended - closed.Started, Is.EqualTo(TimeSpan.FromSeconds(4.8)).Within(Exactly));
    }

    [Test]
    public async Task Jump_BackWithinTheCoolDown_IsTheSameIncident()
    {
        using var scene = new JumpScene(Now, Rule);
        await scene.WatchAsync(5, somebodyIsThere: true);
        await scene.WatchAsync(4, somebodyIsThere: false);
        scene.Clock.Jump(TimeSpan.FromHours(10));
        await scene.WatchAsync(5, somebodyIsThere: true);
        await scene.CloseAsync();

        Single(scene);
    }

    [Test]
    public async Task Jump_ThereAndBack_TheIncidentIsToldAsIfNothingHadHappened()
    {
        using var scene = new JumpScene(Now, Rule);
        await scene.WatchAsync(20, somebodyIsThere: true);
        scene.Clock.Jump(TimeSpan.FromHours(10));
        await scene.WatchAsync(50, somebodyIsThere: true);
        scene.Clock.Jump(TimeSpan.FromHours(-10));
        scene.IsSynchronised = true;
        await scene.WatchAsync(20, somebodyIsThere: true);
        await scene.CloseAsync();

        Assert.That(scene.Told.Select(told => told.IsClockSure), Is.EqualTo(new bool?[] { true, false, true }));
        Assert.That((scene.Told[^1].Started, scene.Told[^1].Ended), Is.EqualTo((scene.Told[0].Started, (DateTimeOffset?)Now.AddSeconds(90))));
        Assert.That(scene.Told[1].Started, Is.EqualTo(scene.Told[0].Started.AddHours(10)));
    }

    [Test]
    public async Task Jump_RuleWithHours_GoesByTheClockAsItIsNow()
    {
        using var scene = new JumpScene(Now, Rule with { Hours = [Hours.Parse("22:00-06:00")] });
        await scene.WatchAsync(20, somebodyIsThere: true);
        Assert.That(scene.Told, Is.Empty);
        scene.Clock.Jump(TimeSpan.FromHours(10.5));
        await scene.WatchAsync(3, somebodyIsThere: true);

        Assert.That(scene.Told.Single().Started, Is.EqualTo(Now.AddHours(10.5).AddSeconds(20.2)).Within(Exactly));
    }

    [Test]
    public async Task Jump_WhatWasQueuedBefore_HasWaitedAsLongAsItDid()
    {
        using var scene = new JumpScene(Boot, Rule);
        await scene.WatchAsync(2.2, somebodyIsThere: true);
        await scene.WatchAsync(60, somebodyIsThere: false);
        scene.Clock.Jump(Now - scene.Clock.GetUtcNow());
        await scene.WatchAsync(40, somebodyIsThere: false);

        Assert.That(scene.Clock.GetUtcNow() - scene.Outbox.Figures().Oldest, Is.EqualTo(TimeSpan.FromSeconds(100)).Within(Exactly));
    }

    [Test]
    public async Task Jump_Events_AreSentInOrderWithTheTrustTheyWereRecordedWith()
    {
        using var scene = new JumpScene(Boot, Rule);
        await scene.WatchAsync(5, somebodyIsThere: true);
        scene.Clock.Jump(Now - scene.Clock.GetUtcNow());
        scene.IsSynchronised = true;
        await scene.WatchAsync(5, somebodyIsThere: true);
        await scene.CloseAsync();

        var sent = scene.Sent();
        Assert.That(sent.Select(message => (message.Seq, message.ClockTrust)), Is.EqualTo(new[]
        {
            (1L, IncidentMessage.Unsure), (2L, IncidentMessage.Sure),
        }));
        Assert.That(sent.Select(message => message.Subject).Distinct().Count(), Is.EqualTo(1));
        Assert.That((sent[0].Data.Started.Year, sent[1].Data.Started), Is.EqualTo((1970, scene.Told[1].Started)));
    }

    [Test]
    public async Task Jump_EveryStartIn1970_TheIncidentsHaveNamesOfTheirOwn()
    {
        using var first = new JumpScene(Boot, Rule);
        using var second = new JumpScene(Boot, Rule);
        await first.WatchAsync(3, somebodyIsThere: true);
        await second.WatchAsync(3, somebodyIsThere: true);

        Assert.That(first.Told.Single().Started, Is.EqualTo(second.Told.Single().Started));
        Assert.That(first.Told.Single().Id, Is.Not.EqualTo(second.Told.Single().Id));
    }

    [Test]
    public async Task Jump_AgentStartsAgainOnACorrectedClock_TheIncidentOfTheWrongOneStaysUnsure()
    {
        using var scene = new JumpScene(Now, Rule);
        var open = new Incident("id", IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, Boot, Boot.AddSeconds(5), [], 0.9) { IsClockSure = false };

        await scene.ResumeAsync(open);
        await scene.WatchAsync(1, somebodyIsThere: false);

        var closed = scene.Told.Single();
        Assert.That((closed.Event, closed.Started, closed.Ended, closed.IsClockSure), Is.EqualTo((IncidentEvent.Closed, Boot, (DateTimeOffset?)Boot.AddSeconds(5), (bool?)false)));
    }

    [Test]
    public async Task Jump_AgentStartsAgainOnAnEarlierClock_TheIncidentKeepsItsLength()
    {
        using var scene = new JumpScene(Now, Rule);
        var later = Now.AddHours(10);
        var open = new Incident("id", IncidentEvent.Opened, 0, "intrusion", "kitchen", "", Severity.Serious, later, later.AddSeconds(50), [], 0.9);

        await scene.ResumeAsync(open);
        await scene.WatchAsync(12, somebodyIsThere: false);

        var closed = scene.Told.Single();
        Assert.That((closed.Id, closed.Ended - closed.Started), Is.EqualTo(("id", (TimeSpan?)TimeSpan.FromSeconds(50))));
        Assert.That((closed.Ended <= Now, closed.IsClockSure), Is.EqualTo((true, (bool?)false)));
    }

    private static Incident Single(JumpScene scene)
    {
        Assert.That(scene.Told.Select(told => told.Event), Is.EqualTo(new[] { IncidentEvent.Opened, IncidentEvent.Closed }));
        Assert.That(scene.Told[1].Id, Is.EqualTo(scene.Told[0].Id));
        return scene.Told[1];
    }
}

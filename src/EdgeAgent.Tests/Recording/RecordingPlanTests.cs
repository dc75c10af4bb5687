using EdgeAgent.Recording;
using EdgeAgent.Rules;

namespace EdgeAgent.Tests.Recording;

public sealed class RecordingPlanTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    // A Monday, 10:00 in the workshop.
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Six = TimeSpan.FromSeconds(6);

    [TestCase(RecordingSchedule.Always, 10, ExpectedResult = true)]
    [TestCase(RecordingSchedule.Hours, 10, ExpectedResult = true)]
    [TestCase(RecordingSchedule.Hours, 22, ExpectedResult = false)]
    [TestCase(RecordingSchedule.Incidents, 10, ExpectedResult = false)]
    public bool? Keeps_NothingHappens_IsAsTheScheduleSays(RecordingSchedule schedule, int hour) =>
        Plan(schedule, Spans()).Keeps(At(hour), At(hour) + Six, At(hour).AddMinutes(5));

    [Test]
    public void Keeps_ClockWasSetDuringAnIncident_WhatWasRecordedBeforeAndAfterIsKept()
    {
        var spans = Spans();
        var plan = Plan(RecordingSchedule.Incidents, spans);
        spans.Tell("x", Morning, null);
        spans.Tell("x", Morning.AddHours(-10), null);
        spans.Tell("x", Morning.AddHours(-10), Morning.AddHours(-10).AddMinutes(2));

        Assert.That(plan.Keeps(Morning.AddSeconds(20), Morning.AddSeconds(26), Morning.AddHours(9)), Is.True);
        Assert.That(plan.Keeps(Morning.AddHours(-10).AddSeconds(20), Morning.AddHours(-10).AddSeconds(26), Morning.AddHours(9)), Is.True);
        Assert.That(plan.Keeps(Morning.AddHours(2), Morning.AddHours(2) + Six, Morning.AddHours(9)), Is.False, "not all that was ever recorded after");
    }

    [TestCase(RecordingSchedule.Hours, 22)]
    [TestCase(RecordingSchedule.Incidents, 10)]
    public void Keeps_IncidentMayStillBeTold_IsNotSaidYet(RecordingSchedule schedule, int hour)
    {
        var spans = Spans();
        var plan = Plan(schedule, spans);
        Assert.That(plan.Keeps(At(hour), At(hour) + Six, At(hour).AddSeconds(60)), Is.Null);

        spans.Tell("x", At(hour).AddSeconds(10), null);
        Assert.That(plan.Keeps(At(hour), At(hour) + Six, At(hour).AddSeconds(60)), Is.True, "5 s before it belong to it");
        Assert.That(plan.Keeps(At(hour).AddSeconds(-3), At(hour).AddSeconds(4), At(hour).AddSeconds(60)), Is.Null);
    }

    [Test]
    public void Keeps_SegmentAcrossTheBeginningOfTheHours_IsTrue() =>
        Assert.That(Plan(RecordingSchedule.Hours, Spans()).Keeps(At(8).AddSeconds(-3), At(8).AddSeconds(3), At(9)), Is.True);

    [Test]
    public void Keeps_RuleThatHoldsForTenMinutes_IsSaidOnlyAfterItCanHaveOpened()
    {
        var rules = new RulesOptions { Active = [new RuleOptions { Rule = "animal" }, new RuleOptions { Rule = "camera_lost", HoldSeconds = 600 }] };
        var plan = Plan(RecordingSchedule.Incidents, Spans(), LongestDoubt.Of(new RecordingOptions(), rules));

        Assert.That(plan.Keeps(Morning, Morning + Six, Morning.AddSeconds(660)), Is.Null);
        Assert.That(plan.Keeps(Morning, Morning + Six, Morning.AddSeconds(680)), Is.False);
    }

    [TestCase(null, ExpectedResult = 90)]
    [TestCase(0.0, ExpectedResult = 90)]
    [TestCase(60.0, ExpectedResult = 125)]
    [TestCase(86400.0, ExpectedResult = 3600)]
    public double LongestDoubt_OfARule_IsItsHoldAndTheClipWithinBounds(double? hold) =>
        LongestDoubt.Of(new RecordingOptions(), new RulesOptions { Active = [new RuleOptions { Rule = "camera_lost", HoldSeconds = hold }] }).TotalSeconds;

    [Test]
    public void Records_Never_IsFalse() => Assert.That(Plan(RecordingSchedule.Never, Spans()).Records, Is.False);

    [Test]
    public void Touch_IncidentEnds_ReachesToTheEndOfItsClip()
    {
        var spans = Spans();
        spans.Tell("x", Morning, null);
        Assert.That(spans.Touch(Morning.AddHours(3), Morning.AddHours(4)), Is.True, "it goes on");

        spans.Tell("x", Morning, Morning.AddMinutes(1));
        Assert.Multiple(() =>
        {
            Assert.That(spans.Touch(Morning.AddSeconds(64), Morning.AddSeconds(70)), Is.True);
            Assert.That(spans.Touch(Morning.AddSeconds(65), Morning.AddSeconds(70)), Is.False);
            Assert.That(spans.Touch(Morning.AddSeconds(-10), Morning.AddSeconds(-5)), Is.False);
        });
    }

    [Test]
    public void Tell_ManyIncidents_ForgetsThoseLongOver()
    {
        var spans = Spans();
        for (var minute = 0; minute < 600; minute++)
        {
            spans.Tell($"incident {minute}", Morning.AddMinutes(minute), Morning.AddMinutes(minute).AddSeconds(20));
        }

        Assert.That(spans.All(), Has.Count.LessThan(70));
    }

    private static DateTimeOffset At(int hour) => Morning.AddHours(hour - 10);

    private static IncidentSpans Spans() => new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

    private static RecordingPlan Plan(RecordingSchedule schedule, IncidentSpans spans, TimeSpan? doubt = null) =>
        new(new RecordingOptions { Schedule = schedule, Hours = [Hours.Parse("mon-sat 08:00-19:00")] }, Shanghai, spans, doubt ?? LongestDoubt.Least);
}

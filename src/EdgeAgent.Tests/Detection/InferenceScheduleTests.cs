using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class InferenceScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public void Decide_NothingMovesAndNothingIsKnown_CostsNothing()
    {
        var schedule = new InferenceSchedule(TimeSpan.FromSeconds(5));

        Assert.That(Enumerable.Range(0, 1000).Count(i => schedule.Decide(At(i * 0.2), false, false, false)), Is.Zero);
    }

    // Seconds after the last movement.
    [TestCase(0, true)]
    [TestCase(0.2, true)]
    [TestCase(0.6, true)]
    [TestCase(0.8, false)]
    [TestCase(60, false)]
    public void Decide_AfterMovement_LooksUntilItHasSettled(double later, bool expected)
    {
        var schedule = new InferenceSchedule(TimeSpan.FromSeconds(5));
        schedule.Decide(At(0), moves: true, known: false, missed: false);

        Assert.That(schedule.Decide(At(later), later == 0, false, false), Is.EqualTo(expected));
    }

    [Test]
    public void Decide_SomethingStandsStill_LooksNowAndThen()
    {
        var schedule = new InferenceSchedule(TimeSpan.FromSeconds(5));
        schedule.Decide(At(0), moves: true, known: false, missed: false);

        var looks = Enumerable.Range(1, 100).Select(i => i * 0.2).Where(second => schedule.Decide(At(second), false, known: true, false)).ToList();

        Assert.That(looks, Is.EqualTo([0.2, 0.4, 0.6, 5.6, 10.6, 15.6]).Within(1e-6));
    }

    [Test]
    public void Decide_SomethingKnownWasNotFound_LooksAtEveryPicture()
    {
        var schedule = new InferenceSchedule(TimeSpan.FromSeconds(5));

        Assert.That(Enumerable.Range(0, 10).All(i => schedule.Decide(At(i * 0.2), false, true, missed: true)));
    }

    [Test]
    public void Decide_ClockPutBack_NeitherLooksAllTheTimeNorNever()
    {
        var schedule = new InferenceSchedule(TimeSpan.FromSeconds(5));
        schedule.Decide(At(86_400), moves: true, known: false, missed: false);

        var looks = Enumerable.Range(0, 100).Count(i => schedule.Decide(At(i * 0.2), false, known: true, false));

        Assert.That(looks, Is.EqualTo(4), "one in 5 s of the 20 s");
    }

    private static DateTimeOffset At(double second) => Start.AddMilliseconds(Math.Round(second * 1000));
}

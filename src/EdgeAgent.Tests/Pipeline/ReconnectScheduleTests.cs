using EdgeAgent.Pipeline;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Pipeline;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReconnectScheduleTests
{
    private readonly ReconnectSchedule schedule = new(new Random(7));

    [Test]
    public void NextDelay_LoginRefusedAgainAndAgain_BeginsAtFiveMinutesAndEndsBelowHalfAnHour()
    {
        var waits = Enumerable.Range(0, 20).Select(_ => schedule.NextDelay(StreamFailure.LoginRefused).TotalSeconds).ToList();

        Assert.That(waits[..2], Is.Ordered);
        Assert.That(waits[0], Is.InRange(300, 600));
        Assert.That(waits[5..], Has.All.InRange(900, 1800));
        Assert.That(waits[5..].Distinct().Count(), Is.EqualTo(15), "no two boxes come at once");
    }

    [Test]
    public void NextDelay_OtherFailuresInBetween_AreTriedSoonAndDoNotHurryTheLogin()
    {
        _ = schedule.NextDelay(StreamFailure.LoginRefused);

        Assert.That(schedule.NextDelay(StreamFailure.Unreachable).TotalSeconds, Is.LessThanOrEqualTo(1));
        Assert.That(schedule.NextDelay(null).TotalSeconds, Is.LessThanOrEqualTo(2));
        Assert.That(schedule.NextDelay(StreamFailure.LoginRefused).TotalSeconds, Is.InRange(600, 1200));
    }

    [Test]
    public void NextDelay_EveryOtherFailure_IsAtMostFifteenSeconds() => Assert.That(
        Enumerable.Range(0, 5)
            .SelectMany(_ => Enum.GetValues<StreamFailure>().Except([StreamFailure.LoginRefused]))
            .Select(reason => schedule.NextDelay(reason).TotalSeconds),
        Has.All.LessThanOrEqualTo(15));

    [Test]
    public void Reset_PicturesCame_TheLoginsFirstWaitIsTheShortestAgain()
    {
        _ = schedule.NextDelay(StreamFailure.LoginRefused);
        _ = schedule.NextDelay(StreamFailure.LoginRefused);

        schedule.Reset();

        Assert.That(schedule.NextDelay(StreamFailure.LoginRefused).TotalSeconds, Is.InRange(300, 600));
    }
}

using EdgeAgent.Uplink;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Uplink;

public sealed class RivalWatchTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(2);

    private FakeTimeProvider time = null!;
    private RivalWatch watch = null!;

    [SetUp]
    public void Begin()
    {
        time = new FakeTimeProvider();
        watch = new RivalWatch(time, new Random(1));
    }

    [Test]
    public void After_ToldOnce_IsTakenForALoginOfItsOwn()
    {
        Assert.That(watch.After(LinkFailure.TakenOver, Short), Is.Null);
        Assert.That(watch.Seen, Is.Null);
    }

    [Test]
    public void After_ToldOnceADay_IsNoRival()
    {
        for (var day = 0; day < 5; day++)
        {
            Assert.That(watch.After(LinkFailure.TakenOver, TimeSpan.FromDays(1)), Is.Null);
            time.Advance(TimeSpan.FromDays(1));
        }
    }

    [Test]
    public void After_ToldAgain_GivesWayLongerAndLonger()
    {
        watch.After(LinkFailure.TakenOver, Short);
        var waits = Enumerable.Range(0, 6).Select(_ => watch.After(LinkFailure.TakenOver, Short)!.Value.TotalMinutes).ToList();

        Assert.That(waits[0], Is.InRange(1, 2));
        Assert.That(waits[1], Is.InRange(2, 4));
        Assert.That(waits[^1], Is.InRange(7.5, 15));
        Assert.That(watch.Seen, Is.EqualTo(new Rival(time.GetUtcNow(), 7)));
    }

    [Test]
    public void After_CutAtOnceAgainAndAgain_GivesWayForNoMoreThanTwoMinutes()
    {
        var waits = Enumerable.Range(0, 10).Select(_ => watch.After(LinkFailure.CutIdle, Short)).ToList();

        Assert.That(waits.Take(4), Has.All.Null);
        Assert.That(waits.Skip(4).Select(wait => wait!.Value.TotalMinutes), Has.All.InRange(1, 2));
        Assert.That(watch.Seen!.Times, Is.EqualTo(10));
    }

    // The broker is restarted again and again, or the network is bad.
    [Test]
    public void After_CutsWithFailedLoginsInBetween_AreNoRival()
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            Assert.That(watch.After(LinkFailure.CutIdle, Short), Is.Null);
            Assert.That(watch.After(attempt % 2 == 0 ? LinkFailure.Unreachable : LinkFailure.Silent, null), Is.Null);
        }
    }

    [Test]
    public void After_CutsBetweenWhichSomethingWasDelivered_AreNoRival()
    {
        for (var cut = 0; cut < 20; cut++)
        {
            watch.Delivered();
            Assert.That(watch.After(LinkFailure.CutIdle, Short), Is.Null);
        }
    }

    [Test]
    public void After_CutsInTheMiddleOfMessages_AreNoRival() =>
        Assert.That(Enumerable.Range(0, 20).Select(_ => watch.After(LinkFailure.Cut, Short)), Has.All.Null);

    [Test]
    public void After_CutsOfConnectionsThatLasted_AreNoRival() =>
        Assert.That(Enumerable.Range(0, 20).Select(_ => watch.After(LinkFailure.CutIdle, TimeSpan.FromMinutes(3))), Has.All.Null);

    [Test]
    public void After_RivalComesBackAfterItsOwnWait_GivesWayAgain()
    {
        for (var cut = 0; cut < 5; cut++)
        {
            watch.After(LinkFailure.CutIdle, Short);
        }

        time.Advance(TimeSpan.FromMinutes(15));
        Assert.That(watch.After(LinkFailure.CutIdle, TimeSpan.FromMinutes(14)), Is.Not.Null);
        Assert.That(watch.Seen!.Times, Is.EqualTo(6));
    }

    [Test]
    public void Seen_AnHourOfPeace_IsOver()
    {
        watch.After(LinkFailure.TakenOver, Short);
        watch.After(LinkFailure.TakenOver, Short);
        time.Advance(TimeSpan.FromHours(1));

        Assert.That(watch.Seen, Is.Null);
        Assert.That(watch.After(LinkFailure.TakenOver, Short), Is.Null, "it begins anew");
    }
}

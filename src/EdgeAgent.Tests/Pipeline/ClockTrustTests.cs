using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Pipeline;

public sealed class ClockTrustTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly JumpingTime time = new(Noon);
    private bool isPlausible = true;
    private bool? isSynchronised = false;
    private bool? camerasAgree;
    private int questions;
    private ClockTrust trust = null!;

    [SetUp]
    public void Begin()
    {
        (isPlausible, isSynchronised, camerasAgree, questions) = (true, false, null, 0);
        trust = After(null);
    }

    [Test]
    public void IsSure_NoTimeServerEver_IsSureAndNobodyIsAsked()
    {
        Assert.That(SureFor(100, 100), Is.True);
        Assert.That(questions, Is.Zero);
    }

    [Test]
    public void IsSure_ImplausibleTime_IsNot()
    {
        isPlausible = false;
        isSynchronised = true;

        Assert.That(SureAfter(1), Is.False);
    }

    [TestCase(3)]
    [TestCase(-3)]
    public void IsSure_Jumped_IsNotUntilATimeServerSaysSo(double jump)
    {
        SureAfter(1);
        time.Jump(TimeSpan.FromSeconds(jump));
        Assert.That(SureAfter(1), Is.False);
        Assert.That(SureAfter(3600), Is.False);
        isSynchronised = true;

        Assert.That(SureAfter(60), Is.True);
    }

    [Test]
    public void IsSure_JumpedWithoutATimeServer_IsAgainAfterADayWithoutAnother()
    {
        SureAfter(1);
        time.Jump(TimeSpan.FromHours(3));
        SureAfter(1);

        Assert.That(SureAfter(86_000), Is.False);
        time.Jump(TimeSpan.FromMinutes(-1));
        Assert.That(SureAfter(1000), Is.False);
        Assert.That(SureAfter(86_400), Is.True);
    }

    [Test]
    public void IsSure_Slewed_Is()
    {
        for (var i = 0; i < 100; i++)
        {
            time.Jump(TimeSpan.FromSeconds(0.5));
            Assert.That(SureAfter(1), Is.True);
        }
    }

    [Test]
    public void IsSure_InDoubt_AsksAtMostOnceAMinute()
    {
        SureAfter(1);
        time.Jump(TimeSpan.FromHours(3));

        SureFor(seconds: 1, times: 180);

        Assert.That(questions, Is.EqualTo(3));
    }

    [Test]
    public void IsSure_EarlierThanTheRunBefore_IsNotUntilThatTimeIsOver()
    {
        trust = After(time.GetUtcNow().AddSeconds(100));

        Assert.That(SureAfter(1), Is.False);
        Assert.That(SureAfter(98), Is.False);
        Assert.That(SureAfter(1), Is.True);
    }

    [Test]
    public void IsSure_RunBeforeWasYearsAhead_ItIsThatRunThatIsNotBelieved()
    {
        trust = After(time.GetUtcNow().AddYears(5));
        Assert.That(SureAfter(1), Is.False);

        Assert.That(SureAfter(86_400), Is.True);
    }

    [Test]
    public void IsSure_RunBeforeWasAheadButATimeServerIsFollowed_Is()
    {
        isSynchronised = true;
        trust = After(time.GetUtcNow().AddYears(5));

        Assert.That(SureAfter(1), Is.True);
    }

    [TestCase(29, true)]
    [TestCase(31, false)]
    public void IsSure_LastRunSoManyDaysAgo_IsNotSureAfterAMonth(int days, bool sure)
    {
        trust = After(time.GetUtcNow().AddDays(-days));

        Assert.That(SureAfter(1), Is.EqualTo(sure));
        Assert.That(SureAfter(1), Is.EqualTo(sure), "nor at the next look");
        Assert.That(SureAfter(86_400), Is.True);
    }

    [Test]
    public void IsSureNow_JumpedSinceAnybodyAsked_IsNot()
    {
        Assert.That(trust.IsSureNow, Is.True, "the clock is looked at from the start on");
        time.Jump(TimeSpan.FromHours(10));

        Assert.That(trust.IsSureNow, Is.False);
    }

    [Test]
    public void Since_JumpedAhead_IsByTheClockAsItIsNow()
    {
        SureAfter(10);
        time.Jump(TimeSpan.FromHours(10));
        SureAfter(1);
        SureAfter(60);

        Assert.That(trust.Since, Is.EqualTo(time.GetUtcNow().AddSeconds(-60)));
    }

    [Test]
    public void IsSure_JumpedToWhereTheCamerasAre_IsAtOnce()
    {
        SureAfter(1);
        time.Jump(TimeSpan.FromHours(3));
        camerasAgree = true;

        Assert.That(SureAfter(1), Is.True);
    }

    [TestCase(false, false)]
    [TestCase(null, false)]
    [TestCase(true, true)]
    public void IsSure_CamerasAgreeOnAnotherTime_OnlyIfATimeServerIsFollowed(bool? synchronised, bool sure)
    {
        isSynchronised = synchronised;
        camerasAgree = false;

        Assert.That(SureAfter(1), Is.EqualTo(sure));
        Assert.That(trust.IsSureNow, Is.EqualTo(sure));
    }

    private ClockTrust After(DateTimeOffset? latest) => new(
        new SteadyTime(time),
        latest,
        _ => isPlausible,
        () =>
        {
            questions++;
            return isSynchronised;
        },
        () => camerasAgree,
        NullLogger<ClockTrust>.Instance);

    private bool SureAfter(double seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        return trust.IsSure();
    }

    private bool SureFor(double seconds, int times) => Enumerable.Range(0, times).Count(_ => SureAfter(seconds)) == times;
}

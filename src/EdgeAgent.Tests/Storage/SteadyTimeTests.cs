using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Storage;

public sealed class SteadyTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private JumpingTime clock = null!;
    private SteadyTime steady = null!;

    [SetUp]
    public void Begin()
    {
        clock = new JumpingTime(Noon);
        steady = new SteadyTime(clock);
    }

    [Test]
    public void GetUtcNow_NobodySetsTheClock_IsTheClock()
    {
        clock.Advance(TimeSpan.FromDays(40));

        Assert.That((steady.GetUtcNow(), steady.Shift, steady.LastJump), Is.EqualTo((clock.GetUtcNow(), TimeSpan.Zero, (ClockJump?)null)));
    }

    [TestCase(10)]
    [TestCase(-10)]
    [TestCase(24 * 365 * 56)]
    public void GetUtcNow_ClockIsSet_GoesOnAsIfNothingHadHappened(double hours)
    {
        var jump = TimeSpan.FromHours(hours);
        clock.Advance(TimeSpan.FromMinutes(5));
        clock.Jump(jump);
        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.That(steady.GetUtcNow(), Is.EqualTo(Noon.AddSeconds(307)));
        Assert.That(steady.OnClock(steady.GetUtcNow()), Is.EqualTo(clock.GetUtcNow()));
        Assert.That(steady.FromClock(clock.GetUtcNow()), Is.EqualTo(steady.GetUtcNow()));
        Assert.That(steady.LastJump, Is.EqualTo(new ClockJump(jump, clock.GetUtcNow())));
    }

    [Test]
    public void Shift_ThereAndBack_IsNothing()
    {
        clock.Jump(TimeSpan.FromHours(10));
        Assert.That(steady.Shift, Is.EqualTo(TimeSpan.FromHours(10)));
        clock.Jump(TimeSpan.FromHours(-10));

        Assert.That(steady.Shift, Is.EqualTo(TimeSpan.Zero));
    }

    [Test]
    public void GetUtcNow_ClockIsSlewed_FollowsIt()
    {
        for (var i = 0; i < 100; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            clock.Jump(TimeSpan.FromSeconds(0.5));
            steady.GetUtcNow();
        }

        Assert.That((steady.GetUtcNow(), steady.LastJump), Is.EqualTo((clock.GetUtcNow(), (ClockJump?)null)));
    }

    [Test]
    public void GetUtcNow_ClockGoesBackALittle_StandsUntilItIsThereAgain()
    {
        clock.Jump(TimeSpan.FromSeconds(-1));
        Assert.That(steady.GetUtcNow(), Is.EqualTo(Noon));
        clock.Advance(TimeSpan.FromSeconds(1.5));

        Assert.That(steady.GetUtcNow(), Is.EqualTo(Noon.AddSeconds(0.5)));
    }

    [Test]
    public void GetUtcNow_AnythingDoneToTheClock_NeverGoesBackAndLosesNoTime() => Prop.ForAll(
        Gen.Zip(Gen.Choose(0, 5_000), Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(-400_000_000, 400_000_000)))).ArrayOf(60).ToArbitrary(),
        steps =>
        {
            Begin();
            foreach (var (milliseconds, jump) in steps)
            {
                var before = steady.GetUtcNow();
                clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
                clock.Jump(TimeSpan.FromMilliseconds(jump));
                var passed = steady.GetUtcNow() - before;
                Assert.That(passed, Is.GreaterThanOrEqualTo(TimeSpan.Zero));
                Assert.That(passed.TotalMilliseconds, Is.EqualTo(milliseconds).Within(Math.Abs(jump) <= 2000 ? 2000 : 1));
            }
        }).QuickCheckThrowOnFailure();

    [Test]
    public void GetUtcNow_HeldUpBetweenItsLooks_SeesNoJump()
    {
        var held = new HeldUpTime(Noon);
        var time = new SteadyTime(held);
        held.HoldsFor = TimeSpan.FromSeconds(30);
        time.GetUtcNow();
        held.HoldsFor = TimeSpan.Zero;

        Assert.That((time.GetUtcNow(), time.LastJump), Is.EqualTo((held.GetUtcNow(), (ClockJump?)null)));
    }

    /// <summary>Whoever asks what it shows is put to sleep right after.</summary>
    private sealed class HeldUpTime(DateTimeOffset start) : Microsoft.Extensions.Time.Testing.FakeTimeProvider(start)
    {
        public TimeSpan HoldsFor { get; set; }

        public override DateTimeOffset GetUtcNow()
        {
            var now = base.GetUtcNow();
            if (HoldsFor > TimeSpan.Zero)
            {
                Advance(HoldsFor);
            }

            return now;
        }
    }
}

using EdgeAgent.Recording;

namespace EdgeAgent.Tests.Recording;

/// <summary>Fragments of 0.2 s, a key frame every 2 s, as they arrive.</summary>
public sealed class StreamClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Fragment = TimeSpan.FromSeconds(0.2);

    [Test]
    public void At_EvenArrival_IsWhenThePicturesWereTaken() => Assert.That(Worst(_ => TimeSpan.FromSeconds(0.1), 0), Is.LessThan(TimeSpan.FromSeconds(0.11)));

    [Test]
    public void At_CameraSendsThreeSecondsAtOnceFirst_IsSoonRight()
    {
        // What was kept comes all at the moment when the newest of it was taken.
        TimeSpan Delay(int number) => number < 15 ? Fragment * (15 - number) : TimeSpan.Zero;

        Assert.That(Worst(Delay, 15), Is.LessThan(TimeSpan.FromSeconds(0.01)));
    }

    [Test]
    public void At_NetworkHoldsUpNowAndThen_StaysRight()
    {
        var random = new Random(3);
        TimeSpan Delay(int number) => number % 10 == 5 ? TimeSpan.Zero : TimeSpan.FromSeconds(random.NextDouble() * 1.5);

        Assert.That(Worst(Delay, 20), Is.LessThan(TimeSpan.FromSeconds(0.6)));
    }

    [TestCase(3600)]
    [TestCase(-3600)]
    [TestCase(2)]
    [TestCase(-2)]
    public void At_BoxClockSet_FollowsWithinTwoGroups(int seconds)
    {
        var clock = new StreamClock();
        for (var number = 0; number < 100; number++)
        {
            var end = Fragment * (number + 1);
            var now = Noon + end + TimeSpan.FromSeconds(number >= 40 ? seconds : 0);
            clock.Arrived(end, number % 10 == 0, now);
            if (number is < 40 or >= 62)
            {
                Assert.That(clock.At(end), Is.EqualTo(now).Within(TimeSpan.FromSeconds(0.6)), $"fragment {number}");
            }
        }
    }

    [Test]
    public void At_CameraClockRunsSlow_NeverLagsByASecond()
    {
        var clock = new StreamClock();
        for (var number = 0; number < 20_000; number++)
        {
            var end = Fragment * (number + 1);
            var now = Noon + (end * 1.0005);
            clock.Arrived(end, number % 10 == 0, now);
            Assert.That(clock.At(end), Is.EqualTo(now).Within(TimeSpan.FromSeconds(1)));
        }
    }

    /// <returns>How far from the truth at worst, from a fragment on.</returns>
    private static TimeSpan Worst(Func<int, TimeSpan> delay, int from)
    {
        var clock = new StreamClock();
        var worst = TimeSpan.Zero;
        for (var number = 0; number < 300; number++)
        {
            var end = Fragment * (number + 1);
            clock.Arrived(end, number % 10 == 0, Noon + end + delay(number));
            var off = (clock.At(end) - (Noon + end)).Duration();
            worst = number >= from && off > worst ? off : worst;
        }

        return worst;
    }
}

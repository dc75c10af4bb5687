using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class SeparationTests
{
    private static readonly double[] Low = [.. Enumerable.Range(0, 20).Select(i => i / 100.0)];

    [Test]
    public void Of_AllBadAbove_IsPerfect()
    {
        var separation = Separation.Of(Low, [.. Low.Select(score => score + 1)]);

        Assert.That(separation, Is.EqualTo(new Separation(20, 20, 1, 1)));
        Assert.That(separation.Refusal, Is.Null);
    }

    [Test]
    public void Of_SameScores_IsChance() => Assert.That(Separation.Of(Low, Low).Auc, Is.EqualTo(0.5));

    [Test]
    public void Of_OneGoodOfTwentyAboveAll_IsTheFalseAlarmThatIsAllowed()
    {
        var separation = Separation.Of([.. Low.SkipLast(1), 9], [.. Low.Select(score => score + 1)]);

        Assert.That((separation.Auc, separation.Found), Is.EqualTo((0.95, 1)));
    }

    [Test]
    public void Of_TwoGoodOfTwentyAboveAll_FindsNothing() =>
        Assert.That(Separation.Of([.. Low.SkipLast(2), 9, 9], [.. Low.Select(score => score + 1)]).Found, Is.Zero);

    [TestCase(9, 20, 1, 1, TeachingRefusal.TooFew)]
    [TestCase(20, 9, 1, 1, TeachingRefusal.TooFew)]
    [TestCase(10, 10, 0.949, 1, TeachingRefusal.DoesNotSeparate)]
    [TestCase(10, 10, 1, 0.79, TeachingRefusal.DoesNotSeparate)]
    [TestCase(10, 10, 0.95, 0.8, null)]
    public void Refusal_AtTheBounds_IsAsDocumented(int good, int bad, double auc, double found, TeachingRefusal? refusal) =>
        Assert.That(new Separation(good, bad, auc, found).Refusal, Is.EqualTo(refusal));
}

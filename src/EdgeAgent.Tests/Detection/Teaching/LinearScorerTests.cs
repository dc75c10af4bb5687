using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class LinearScorerTests
{
    [Test]
    public void Learn_ManySeparableSets_AreToldApartLeftOutAndNew([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var lessons = Synthetic.Lessons(random, good: random.Next(10, 40), bad: random.Next(10, 40), features: random.Next(20, 200), distance: 6);

        var (scorer, leftOut) = LinearScorer.Learn(lessons);

        Assert.That(Synthetic.Separation(lessons, leftOut).Auc, Is.EqualTo(1));
        Assert.That(Synthetic.Separation(lessons, leftOut).Refusal, Is.Null);
        Assert.That(lessons.Where(lesson => lesson.IsBad).Min(lesson => scorer.Score(lesson.Features)),
            Is.GreaterThan(lessons.Where(lesson => !lesson.IsBad).Max(lesson => scorer.Score(lesson.Features))));
    }

    [Test]
    public void Learn_RandomLabels_AreRefused([Range(1, 50)] int seed)
    {
        var random = new Random(seed);
        var lessons = Synthetic.Lessons(random, good: random.Next(10, 40), bad: random.Next(10, 40), features: 768, distance: 0);

        Assert.That(Synthetic.Separation(lessons, LinearScorer.Learn(lessons).LeftOut).Refusal, Is.EqualTo(TeachingRefusal.DoesNotSeparate));
    }

    [Test]
    public void Learn_LeftOutScores_AreThoseOfLearningWithoutTheGroup()
    {
        var lessons = Synthetic.Lessons(new Random(7), good: 12, bad: 9, features: 30, distance: 1).Select((lesson, index) => lesson with { Group = $"{index / 3}" }).ToList();
        var standard = Standard.Of([.. lessons.Select(lesson => lesson.Features)]);
        var leftOut = LinearScorer.Learn(lessons).LeftOut;

        for (var i = 0; i < lessons.Count; i++)
        {
            var others = lessons.Where(lesson => lesson.Group != lessons[i].Group).ToList();
            Assert.That(leftOut[i], Is.EqualTo(Synthetic.Ridge(standard, others, lessons[i].Features)).Within(1e-4), $"lesson {i}");
        }
    }

    [Test]
    public void Learn_SameLessons_GiveTheSameNumbers()
    {
        var lessons = Synthetic.Lessons(new Random(3), good: 15, bad: 15, features: 50, distance: 1);

        var (one, other) = (LinearScorer.Learn(lessons), LinearScorer.Learn(lessons));

        Assert.That(other.LeftOut, Is.EqualTo(one.LeftOut));
        Assert.That(((LinearScorer)other.Scorer).Weights, Is.EqualTo(((LinearScorer)one.Scorer).Weights));
    }

    [Test]
    public void Learn_NearCopiesOfOneTrack_AreLeftOutTogether()
    {
        // Each person is seen five times and has a label at random: copies of a person would tell the label of the person.
        var random = new Random(11);
        var persons = Synthetic.Lessons(random, good: 12, bad: 12, features: 100, distance: 0);
        var lessons = persons.SelectMany((person, index) => Enumerable.Range(0, 5).Select(_ => person with
        {
            Features = [.. person.Features.Select(value => value + (float)(random.NextDouble() * 0.02))],
            Group = $"track-{index}",
        })).ToList();

        var separation = Synthetic.Separation(lessons, LinearScorer.Learn(lessons).LeftOut);
        var apart = lessons.Select((lesson, index) => lesson with { Group = $"{index}" }).ToList();

        Assert.That(separation.Refusal, Is.EqualTo(TeachingRefusal.DoesNotSeparate));
        Assert.That(Synthetic.Separation(apart, LinearScorer.Learn(apart).LeftOut).Auc, Is.GreaterThan(0.99), "what the figures would be otherwise");
    }
}

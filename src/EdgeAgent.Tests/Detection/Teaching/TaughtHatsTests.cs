using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tests.Support;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection.Teaching;

/// <summary>How well teaching works on real heads: taught by 20 of each, asked about photos that it has not seen.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TaughtHatsTests
{
    private const int Marked = 20;
    private const int Rounds = 5;
    private const int MostTested = 300;

    [Test]
    public void Teach_TwentyHardHatsAndBareHeads_FindsBareHeadsOfOtherPhotos()
    {
        var figures = Run("hardhat");

        Assert.That(figures.Average(each => each.Test.Auc), Is.GreaterThan(0.98));
        Assert.That(figures.Average(each => each.Test.Found), Is.GreaterThan(0.9));
    }

    [Test]
    public void Teach_TwentySoftHatsOfAllKinds_IsRefused()
    {
        var figures = Run("soft");

        Assert.That(figures.Select(each => each.LeaveOneOut.Refusal), Is.All.EqualTo(TeachingRefusal.DoesNotSeparate));
    }

    // Leave-one-out figures and those on the pictures kept back.
    private static List<(Separation LeaveOneOut, Separation Test)> Run(string covered)
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        using var features = CropFeatures.Open(ShippedModels.Folder);
        List<Lesson> test =
        [
            .. Files("test", covered).Take(MostTested).Select(file => Lesson(features, file, isBad: false)),
            .. Files("test", "bare").Take(MostTested).Select(file => Lesson(features, file, isBad: true)),
        ];
        var figures = new List<(Separation LeaveOneOut, Separation Test)>();
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(round);
            List<Lesson> lessons =
            [
                .. Some(random, Files("train", covered)).Select(file => Lesson(features, file, isBad: false)),
                .. Some(random, Files("train", "bare")).Select(file => Lesson(features, file, isBad: true)),
            ];
            var model = TaughtModel.Learn(TeachableHead.Find("hat")!, lessons, features.Sha256, 1, DateTimeOffset.UnixEpoch);
            var tested = Synthetic.Separation(test, [.. test.Select(lesson => model.Scorer.Score(lesson.Features))]);
            figures.Add((model.Separation, tested));
            var verdicts = test.Select(lesson => (lesson.IsBad, P: model.Calibration.Probability(model.Scorer.Score(lesson.Features)))).ToList();
            TestContext.Out.WriteLine(
                $"{covered} {round}: left out {model.Separation}; kept back {tested}; called bad: {verdicts.Count(each => each.IsBad && each.P >= model.ViolationFrom)} bad, "
                + $"{verdicts.Count(each => !each.IsBad && each.P >= model.ViolationFrom)} good; unsure {verdicts.Count(each => each.P >= model.FineBelow && each.P < model.ViolationFrom)}");
        }

        return figures;
    }

    private static IEnumerable<string> Some(Random random, string[] files)
    {
        random.Shuffle(files);
        return files.Take(Marked);
    }

    private static Lesson Lesson(CropFeatures features, string file, bool isBad)
    {
        using var crop = Cv2.ImRead(file);
        return new Lesson(features.Of(crop), isBad, file);
    }

    private static string[] Files(string part, string kind) =>
        [.. Directory.GetFiles(Repository.SharedDataset("hat", part, kind)).Order(StringComparer.Ordinal)];
}

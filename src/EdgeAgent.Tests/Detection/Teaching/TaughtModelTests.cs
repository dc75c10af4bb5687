using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Detection.Teaching;

public sealed class TaughtModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [TestCase("workwear")]
    [TestCase("container")]
    public void Write_AndRead_JudgesTheSame(string head)
    {
        using var folder = new TempFolder();
        var lessons = Synthetic.Lessons(new Random(5), good: 12, bad: 14, features: 40, distance: 2);
        var model = TaughtModel.Learn(TeachableHead.Find(head)!, lessons, "abc", 3, Noon);

        model.Write(folder.File("h.json"));
        var read = TaughtModel.Read(folder.File("h.json"));

        Assert.That((read.Version, read.Taught, read.FeaturesSha256, read.Separation), Is.EqualTo((3, Noon, "abc", model.Separation)));
        Assert.That(lessons.Select(lesson => read.Scorer.Score(lesson.Features)), Is.EqualTo(lessons.Select(lesson => model.Scorer.Score(lesson.Features))));
        Assert.That((read.FineBelow, read.ViolationFrom, read.Calibration), Is.EqualTo((model.FineBelow, model.ViolationFrom, model.Calibration)));
    }

    [Test]
    public void Learn_AnyLessons_CalibrateToRisingProbabilitiesAroundOneHalf([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var lessons = Synthetic.Lessons(random, good: random.Next(10, 40), bad: random.Next(10, 40), features: 60, distance: random.NextDouble() * 8);

        var model = TaughtModel.Learn(TeachableHead.Find("hat")!, lessons, "abc", 1, Noon);

        Assert.That((model.FineBelow, model.ViolationFrom), Is.EqualTo((Math.Min(model.FineBelow, 0.5), Math.Max(model.ViolationFrom, 0.5))));
        Assert.That(double.IsFinite(model.Calibration.Slope) && double.IsFinite(model.Calibration.Offset));
        if (model.Separation.Refusal is null)
        {
            Assert.That(model.Calibration.Slope, Is.Positive);
            Assert.That(model.FineBelow, Is.GreaterThan(0));
            Assert.That(model.ViolationFrom, Is.LessThan(1));
        }
    }

    [TestCase("")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("""{"version":1}""")]
    [TestCase("""{"scorer":{"scorer":"other"}}""")]
    public void Read_FileThatIsNoHead_IsUnusable(string text)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("h.json"), text);

        Assert.That(() => TaughtModel.Read(folder.File("h.json")), Throws.TypeOf<ModelUnusableException>().With.Message.Contains("h.json"));
    }

    [Test]
    public void Read_DamagedFiles_AreUnusableOrStillAHead()
    {
        using var folder = new TempFolder();
        TaughtModel.Learn(TeachableHead.Find("hat")!, Synthetic.Lessons(new Random(5), 10, 10, 5, 2), "abc", 1, Noon).Write(folder.File("h.json"));
        var whole = File.ReadAllBytes(folder.File("h.json"));
        var random = new Random(20260504);
        for (var round = 0; round < 300; round++)
        {
            byte[] bytes = [.. random.Next(4) == 0 ? whole[..random.Next(whole.Length)] : whole];
            for (var i = 0; i < 3 && bytes.Length > 0; i++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(folder.File("h.json"), bytes);
            try
            {
                TaughtModel.Read(folder.File("h.json")).Scorer.Score(new float[5]);
            }
            catch (Exception error)
            {
                Assert.That(error, Is.TypeOf<ModelUnusableException>(), System.Text.Encoding.Latin1.GetString(bytes));
            }
        }
    }
}

using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection.Teaching;

/// <summary>Aprons: blue ones are right, anything else is not.</summary>
public sealed class EnrolmentTests
{
    private static readonly TeachableHead Workwear = TeachableHead.Find("workwear")!;

    private TempFolder folder = null!;
    private Enrolment enrolment = null!;

    [SetUp]
    public void MakeFolder()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        folder = new TempFolder();
        enrolment = Open();
    }

    [TearDown]
    public void RemoveFolder()
    {
        enrolment.Heads.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Teach_BlueAndOtherAprons_JudgesNewOnesFromThenOnUntilForgotten()
    {
        Mark(20, 20, Apron);
        Assert.That(enrolment.Heads.Find("workwear"), Is.Null);

        var outcome = enrolment.Teach(Workwear);

        Assert.That((outcome.Refusal, outcome.Version), Is.EqualTo(((TeachingRefusal?)null, 1)));
        var fine = Enumerable.Range(100, 20).Select(number => Judge(Apron(number, isBad: false))).ToList();
        var violating = Enumerable.Range(200, 20).Select(number => Judge(Apron(number, isBad: true))).ToList();
        Assert.That(fine.Count(answer => answer.Verdict == Verdict.Fine), Is.GreaterThanOrEqualTo(15));
        Assert.That(fine.Count(answer => answer.Verdict == Verdict.Violation), Is.Zero);
        Assert.That(violating.Count(answer => answer is { Verdict: Verdict.Violation, Class: "other" }), Is.GreaterThanOrEqualTo(15));
        Assert.That(violating.Count(answer => answer.Verdict == Verdict.Fine), Is.Zero);
        Assert.That(enrolment.Heads.Forget("workwear"), Is.True);
        Assert.That(enrolment.Heads.Find("workwear"), Is.Null);
        Assert.That(enrolment.Examples.Of("workwear"), Has.Count.EqualTo(40));
    }

    [Test]
    public void Teach_ByAnotherProcess_IsNoticed()
    {
        Mark(12, 12, Apron);
        Assert.That(enrolment.Heads.Find("workwear"), Is.Null);
        var other = Open();
        other.Teach(Workwear);
        other.Heads.Dispose();

        var first = enrolment.Heads.Find("workwear");
        var same = enrolment.Heads.Find("workwear");

        Assert.That(first, Is.Not.Null);
        Assert.That(same, Is.SameAs(first));
    }

    [Test]
    public void Teach_NineOfEach_IsTooFew()
    {
        Mark(9, 9, Apron);

        Assert.That(enrolment.Teach(Workwear), Is.EqualTo(new TeachingOutcome(new Separation(9, 9, 0, 0), TeachingRefusal.TooFew, null)));
    }

    [Test]
    public void Teach_AllOfOneTrack_IsTooFew()
    {
        for (var i = 0; i < 24; i++)
        {
            using var crop = Apron(i, isBad: i >= 12);
            enrolment.Examples.Put(
                "workwear", CropId.Of("hall", 1, DateTimeOffset.UnixEpoch.AddMinutes(i), null), i >= 12 ? CropMark.Bad : CropMark.Good, CropPicture.Encode(crop));
        }

        Assert.That(enrolment.Teach(Workwear).Refusal, Is.EqualTo(TeachingRefusal.TooFew));
    }

    [Test]
    public void Teach_MarksThatSayNothing_AreRefusedAndWhatWasTaughtBeforeStays()
    {
        Mark(12, 12, Apron);
        enrolment.Teach(Workwear);
        Mark(40, 40, (number, _) => Apron(200 + number, number % 3 == 0));

        var outcome = enrolment.Teach(Workwear);

        Assert.That((outcome.Refusal, outcome.Version), Is.EqualTo((TeachingRefusal.DoesNotSeparate, (int?)null)));
        Assert.That(enrolment.Heads.Model("workwear")?.Version, Is.EqualTo(1));
        Assert.That(Judge(Apron(99, isBad: false)).Score, Is.LessThan(0.5));
    }

    [Test]
    public void Judge_SmallCrop_IsUnsure()
    {
        Mark(12, 12, Apron);
        enrolment.Teach(Workwear);
        using var small = new Mat(30, 30, MatType.CV_8UC3, Scalar.Red);

        Assert.That(enrolment.Heads.Find("workwear")!.Judge(small), Has.Property("Verdict").EqualTo(Verdict.Unsure).And.Property("Fault").EqualTo(CropFault.TooSmall));
    }

    [Test]
    public void Find_TaughtOnOtherFeatures_IsNotUsedAndSaysSo()
    {
        Mark(12, 12, Apron);
        enrolment.Teach(Workwear);
        (enrolment.Heads.Model("workwear")! with { FeaturesSha256 = "other" }).Write(enrolment.Heads.PathOf("workwear"));

        Assert.That(enrolment.Heads.Find("workwear"), Is.Null);
        Assert.That(enrolment.Heads.Problem("workwear"), Does.Contain("teach it anew"));
    }

    [Test]
    public void Teach_Containers_KnowsTheRegisteredOnesAndNoOthers()
    {
        Mark(12, 12, Container, "container");

        var outcome = enrolment.Teach(TeachableHead.Find("container")!);

        Assert.That(outcome.Refusal, Is.Null, $"{outcome.Separation}");
        Assert.That(Judge(Container(30, isBad: false), "container").Verdict, Is.EqualTo(Verdict.Fine));
        Assert.That(Judge(Container(31, isBad: true), "container").Verdict, Is.EqualTo(Verdict.Violation));
    }

    private Enrolment Open() => Enrolment.In(folder.Path, ShippedModels.Folder, new FakeTimeProvider());

    private HeadAnswer Judge(Mat crop, string head = "workwear")
    {
        using (crop)
        {
            return enrolment.Heads.Find(head)!.Judge(crop);
        }
    }

    private void Mark(int good, int bad, Func<int, bool, Mat> draw, string head = "workwear")
    {
        for (var i = 0; i < good + bad; i++)
        {
            using var crop = draw(i, i >= good);
            var jpeg = CropPicture.Encode(crop);
            enrolment.Examples.Put(head, CropId.OfBrought(jpeg), i >= good ? CropMark.Bad : CropMark.Good, jpeg);
        }
    }

    // A shape of one colour on a noisy ground, each a little different.
    private static Mat Apron(int number, bool isBad)
    {
        var random = new Random(number);
        var picture = Noise(random);
        var colour = isBad ? new Scalar(random.Next(60), random.Next(256), random.Next(150, 256)) : new Scalar(200 + random.Next(50), 60 + random.Next(30), 30);
        picture.Rectangle(new Rect(22 + random.Next(8), 20 + random.Next(8), 44, 56), colour, -1);
        return picture;
    }

    // Bottles with a red label are registered; boxes and plain bottles are not.
    private static Mat Container(int number, bool isBad)
    {
        var random = new Random(number);
        var picture = Noise(random);
        var left = 34 + random.Next(6);
        picture.Rectangle(new Rect(left, 12, 26, 74), isBad ? new Scalar(random.Next(256), random.Next(256), random.Next(100)) : new Scalar(60, 140, 60), -1);
        if (!isBad)
        {
            picture.Rectangle(new Rect(left, 40, 26, 24), new Scalar(30, 30, 220), -1);
        }

        return picture;
    }

    private static Mat Noise(Random random)
    {
        var picture = new Mat(96, 96, MatType.CV_8UC3, Scalar.All(90 + random.Next(60)));
        for (var i = 0; i < 40; i++)
        {
            picture.Rectangle(new Rect(random.Next(90), random.Next(90), 6, 6), Scalar.All(random.Next(256)), -1);
        }

        return picture;
    }
}

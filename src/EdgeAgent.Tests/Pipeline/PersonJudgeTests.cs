using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using Microsoft.Extensions.Time.Testing;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Containers, which need no pose, before and after they are taught.</summary>
public sealed class PersonJudgeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Track Bottle = new(5, "bottle", new Box(0.4, 0.3, 0.6, 0.7), 0.8, Noon, Noon);
    private static readonly string[] Container = ["container"];

    private TempFolder folder = null!;
    private Enrolment enrolment = null!;
    private CropShelf shelf = null!;
    private PersonJudge judge = null!;

    [SetUp]
    public void OpenJudge()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        folder = new TempFolder();
        var time = new FakeTimeProvider(Noon);
        enrolment = Enrolment.In(folder.Path, ShippedModels.Folder, time);
        shelf = new CropShelf(folder.File(CropShelf.FolderName), new DiskSpace(folder.Path, 0), time);
        judge = PersonJudge.Open(ShippedModels.Folder, Container, enrolment.Heads, shelf);
    }

    [TearDown]
    public void Close()
    {
        judge.Dispose();
        enrolment.Heads.Dispose();
        folder.Dispose();
    }

    [Test]
    public void Judge_NotTaughtYet_SaysNothingAndKeepsTheCrop()
    {
        using var picture = Picture(isRed: false, Noon);

        Assert.That(judge.Judge("hall", picture, [Bottle], Container), Is.Empty);
        Assert.That(shelf.Of("container").Select(crop => crop.Id), Is.EqualTo(new[] { CropId.Of("hall", 5, Noon, null) }));
    }

    [Test]
    public void Judge_TaughtWhileItRuns_JudgesFromThenOnUntilForgotten()
    {
        Assert.That(Look(isRed: false), Is.Null);
        Teach();

        Assert.That(Look(isRed: true), Has.Property("Verdict").EqualTo(Verdict.Fine));
        Assert.That(Look(isRed: false), Has.Property("Verdict").EqualTo(Verdict.Violation).And.Property("Class").EqualTo("foreign").And.Property("Track").EqualTo(5));

        enrolment.Heads.Forget("container");
        Assert.That(Look(isRed: false), Is.Null);
    }

    [Test]
    public void Judge_ThingInAPersonsHand_IsJudgedAllTheSame()
    {
        Teach();
        using var picture = Picture(isRed: false, Noon);
        var person = new Track(6, "person", new Box(0.2, 0.1, 0.8, 1), 0.8, Noon, Noon);

        var looks = judge.Judge("hall", picture, [person, Bottle], Container);

        Assert.That(looks.Select(look => (look.Track, look.Part)), Is.EqualTo(new[] { (5L, BodyPart.Thing) }));
    }

    [TestCase("bottle", true)]
    [TestCase("person", false)]
    [TestCase("chair", false)]
    public void IsJudgedThing_Label_IsAContainerOrNot(string label, bool isJudged)
    {
        Assert.That(PersonJudge.IsJudgedThing(label, Container), Is.EqualTo(isJudged));
        Assert.That(PersonJudge.IsJudgedThing(label, ["hat"]), Is.False);
    }

    private EdgeAgent.Rules.Look? Look(bool isRed)
    {
        using var picture = Picture(isRed, Noon);
        return judge.Judge("hall", picture, [Bottle], Container).SingleOrDefault();
    }

    // Red ones are registered; others have any other colour.
    private void Teach()
    {
        for (var i = 0; i < 24; i++)
        {
            using var picture = Picture(i < 12, Noon, i);
            using var crop = Crop.Square(picture.Bgr(), Bottle.Box);
            var jpeg = CropPicture.Encode(crop);
            enrolment.Examples.Put("container", CropId.OfBrought(jpeg), i < 12 ? CropMark.Good : CropMark.Bad, jpeg);
        }

        Assert.That(enrolment.Teach(TeachableHead.Find("container")!).Refusal, Is.Null);
    }

    private static Frame Picture(bool isRed, DateTimeOffset at, int number = 50)
    {
        using var picture = new Mat(300, 400, MatType.CV_8UC3, Scalar.All(90 + number % 12));
        var colour = isRed ? new Scalar(30, 30, 210 + number % 12) : new Scalar(200, 40 + number % 12 * 16, number % 12 * 9);
        picture.Rectangle(new Rect(168 + number % 5, 95, 60, 110), colour, -1);
        return Frame.FromBgr(picture, at);
    }
}

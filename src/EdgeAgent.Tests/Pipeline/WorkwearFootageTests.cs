using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A dark jacket over red is taught as workwear by torsos found on photos; other photos of the same three persons are judged by it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkwearFootageTests
{
    private const int PhotoAt = 0;
    private const string Head = "workwear";

    private static readonly string[] InWorkwear =
        ["0015", "0022", "0036", "0041", "0045", "0081", "0082", "0087", "0095", "0116", "0125", "0130", "0142", "0146", "0153"];

    private static readonly string[] InOwnClothes =
    [
        "20220118_125419-314", "20220118_125419-346", "20220118_125419-367", "20220118_125419-384",
        "20220118_125503-028", "20220118_125503-072", "20220118_125503-086", "20220118_125503-137", "20220118_125503-240", "20220118_125503-263",
        "20220118_125503-286", "20220118_125503-319", "20220118_125503-392", "20220118_125503-409", "20220118_125503-462",
    ];

    private TempFolder folder = null!;
    private Enrolment enrolment = null!;
    private Stage stage = null!;

    [OneTimeSetUp]
    public void Teach()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        folder = new TempFolder();
        enrolment = Enrolment.In(folder.Path, ShippedModels.Folder, new FakeTimeProvider(Stage.Noon));
        stage = Stage.Open([Head], enrolment.Heads);
        using var poses = PoseEstimator.Open(ShippedModels.Folder);
        Mark(poses, InWorkwear, CropMark.Good);
        Mark(poses, InOwnClothes, CropMark.Bad);
        Assert.That(enrolment.Teach(TeachableHead.Find(Head)!).Refusal, Is.Null);
    }

    [OneTimeTearDown]
    public void Close()
    {
        stage?.Dispose();
        enrolment?.Heads.Dispose();
        folder?.Dispose();
    }

    [TestCase("20220118_125503-001")]
    public void Watch_OwnClothes_OneIncidentWithZoneAndTrack(string photo)
    {
        var opened = Stage.Single(Watch(Stage.Photo(photo)));

        Assert.That((opened.Rule, opened.Zone, opened.Tracks.Length), Is.EqualTo(("no_workwear", "left", 1)));
        Assert.That((opened.Started - Stage.Noon).TotalSeconds, Is.InRange(3, 8));
    }

    [TestCase("0007")]
    [TestCase("0080")]
    public void Watch_TaughtWorkwear_NoIncident(string photo) => Assert.That(Watch(Stage.Photo(photo)), Is.Empty);

    private IReadOnlyList<Incident> Watch(string photo) => stage.Watch(
        new RuleOptions { Rule = "no_workwear", Zone = "left" },
        12,
        second => second < 10 ? Stage.Show(photo, PhotoAt + (int)(second * 4)) : Stage.Empty());

    private void Mark(PoseEstimator poses, string[] photos, CropMark mark)
    {
        foreach (var photo in photos)
        {
            using var scene = Stage.Show(Stage.Photo(photo), PhotoAt);
            using var frame = Frame.FromBgr(scene, Stage.Noon);
            var person = stage.Detector.Detect(frame).Where(found => found.Label == "person").MaxBy(found => found.Confidence)!.Box.Clip();
            if (BodyParts.Of(poses.Find(frame.Bgr(), person), person).Torso is { } torso)
            {
                using var crop = Crop.Square(frame.Bgr(), torso);
                var jpeg = CropPicture.Encode(crop);
                enrolment.Examples.Put(Head, CropId.OfBrought(jpeg), mark, jpeg);
            }
        }
    }
}

using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>
/// Somebody on photos who brings a hand to the face and lowers it again, with a cigarette drawn into the hand and without.
/// This shows that the parts work together; how little the sign of smoking proves stands in docs/rules.md.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SmokingFootageTests
{
    private const string AtFace = "0030";
    private const string Lowered = "0080";
    private const int PhotoAt = 300;
    private const int PhotoSide = 800;

    // Of a camera that is well lit: in stronger noise the pose loses the hand at every other look.
    private const double Noise = 1.5;

    // Nobody is looked at who has not moved: the hand at the mouth in the first three seconds is not seen yet.
    private const double Seconds = 28;

    private Stage stage = null!;

    [OneTimeSetUp]
    public void Open() => stage = Stage.Open(["smoking"]);

    [OneTimeTearDown]
    public void Close() => stage?.Dispose();

    [Test]
    public void Watch_CigaretteToTheMouthAgainAndAgain_OneIncidentAtTheThirdTime()
    {
        var opened = Stage.Single(Watch(second => second % 8 < 3 ? Smoking() : Show(Lowered)));

        Assert.That((opened.Rule, opened.Zone, opened.Tracks.Length), Is.EqualTo(("smoking", "left", 1)));
        Assert.That((opened.Started - Stage.Noon).TotalSeconds, Is.InRange(24, 27));
    }

    [Test]
    public void Watch_EmptyHandToTheFaceAgainAndAgain_NoIncident() =>
        Assert.That(Watch(second => second % 8 < 3 ? Show(AtFace) : Show(Lowered)), Is.Empty);

    [Test]
    public void Watch_HandWithCigaretteStaysAtTheMouth_NoIncident() =>
        Assert.That(Watch(second => Smoking(sway: (int)(8 * Math.Sin(second)))), Is.Empty);

    private IReadOnlyList<Incident> Watch(Func<double, Mat> picture) =>
        stage.Watch(new RuleOptions { Rule = "smoking", Zone = "left" }, Seconds, picture, Noise);

    private static Mat Show(string photo, int sway = 0)
    {
        var scene = Stage.Empty();
        Collage.Paste(scene, Stage.Photo(photo), PhotoSide, PhotoAt + sway, 0);
        return scene;
    }

    private static Mat Smoking(int sway = 0)
    {
        var scene = Show(AtFace, sway);
        Cv2.Line(scene, 575 + sway, 220, 613 + sway, 242, Scalar.All(245), thickness: 5, LineTypes.AntiAlias);
        return scene;
    }
}

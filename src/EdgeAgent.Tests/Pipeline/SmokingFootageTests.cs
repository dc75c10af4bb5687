using EdgeAgent.Rules;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Somebody on photos who brings a hand to the face and lowers it again, with a cigarette drawn into the hand and without.</summary>
public sealed class SmokingFootageTests
{
    private const string AtFace = "0030";
    private const string Lowered = "0080";
    private const int PhotoAt = 300;

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
    public void Watch_CigaretteToTheMouthTwice_NoIncident() =>
        Assert.That(Watch(second => second < 8 && second % 8 < 3 ? Smoking() : Show(Lowered)), Is.Empty);

    [Test]
    public void Watch_HandWithCigaretteStaysAtTheMouth_NoIncident() => Assert.That(Watch(_ => Smoking()), Is.Empty);

    [TestCase(AtFace)]
    [TestCase("0022")]
    [TestCase("0045")]
    public void Watch_EmptyHandToTheFaceAgainAndAgain_NoIncident(string atFace) =>
        Assert.That(Watch(second => second % 8 < 3 ? Show(atFace) : Show(Lowered)), Is.Empty);

    private IReadOnlyList<Incident> Watch(Func<double, Mat> picture) => stage.Watch(new RuleOptions { Rule = "smoking", Zone = "left" }, Seconds, picture);

    private static Mat Show(string photo) => Stage.Show(Stage.Photo(photo), PhotoAt);

    private static Mat Smoking()
    {
        var scene = Show(AtFace);
        Cv2.Line(scene, 520, 236, 551, 254, Scalar.All(245), thickness: 8, LineTypes.AntiAlias);
        return scene;
    }
}

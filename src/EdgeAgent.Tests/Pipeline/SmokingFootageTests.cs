using EdgeAgent.Rules;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>Somebody on a photo with a hand at the face, and a cigarette drawn into it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SmokingFootageTests
{
    private const int PhotoAt = 300;
    private const double Seconds = 20;

    private Stage stage = null!;

    [OneTimeSetUp]
    public void Open() => stage = Stage.Open(["smoking"]);

    [OneTimeTearDown]
    public void Close() => stage?.Dispose();

    [Test]
    public void Watch_HandWithCigaretteStaysAtTheMouth_NoIncident() =>
        Assert.That(stage.Watch(new RuleOptions { Rule = "smoking", Zone = "left" }, Seconds, Smoking), Is.Empty);

    // The picture sways a little: who has not moved is not looked at.
    private static Mat Smoking(double second)
    {
        var sway = (int)(8 * Math.Sin(second));
        var scene = Stage.Show(Stage.Photo("0030"), PhotoAt + sway);
        Cv2.Line(scene, 520 + sway, 236, 551 + sway, 254, Scalar.All(245), thickness: 8, LineTypes.AntiAlias);
        return scene;
    }
}

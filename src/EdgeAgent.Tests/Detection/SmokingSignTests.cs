using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class SmokingSignTests
{
    // Read from the photo by eye; the hand is put where the test needs it.
    private static readonly Box Face = new(0.36, 0.14, 0.54, 0.38);
    private static readonly Box AtMouth = new(0.46, 0.3, 0.56, 0.4);
    private static readonly Box Lowered = new(0.7, 0.8, 0.8, 0.9);

    [Test]
    public void Judge_CigaretteBetweenHandAndMouth_IsASign()
    {
        using var picture = Smoker();

        Assert.That(SmokingSign.Judge(picture, Parts(Face, AtMouth)), Is.EqualTo(Verdict.Violation));
    }

    [Test]
    public void Judge_HandAtMouthShowsNothing_IsUnsure()
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);

        Assert.That(SmokingSign.Judge(picture, Parts(Face, AtMouth)), Is.EqualTo(Verdict.Unsure));
    }

    [Test]
    public void Judge_HandIsAway_IsFine()
    {
        using var picture = Smoker();

        Assert.That(SmokingSign.Judge(picture, Parts(Face, Lowered)), Is.EqualTo(Verdict.Fine));
    }

    [Test]
    public void Judge_NoFaceOrNoHands_SaysNothing()
    {
        using var picture = Smoker();

        Assert.That((SmokingSign.Judge(picture, Parts(null, AtMouth)), SmokingSign.Judge(picture, Parts(Face, null))), Is.EqualTo(((Verdict?)null, (Verdict?)null)));
    }

    private static Mat Smoker()
    {
        var picture = RealPictures.Read(RealPictures.FaceFile);
        Cv2.Line(picture, 233, 174, 268, 184, new Scalar(235, 240, 240), thickness: 5, LineTypes.AntiAlias);
        return picture;
    }

    private static BodyParts Parts(Box? face, Box? hand) => new(face, null, hand, null, null);
}

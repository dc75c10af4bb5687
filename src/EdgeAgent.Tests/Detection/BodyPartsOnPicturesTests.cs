using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Tests.Support;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>Poses and their parts on real pictures, beside boxes read off by eye.</summary>
public sealed class BodyPartsOnPicturesTests
{
    private PoseEstimator estimator = null!;

    [OneTimeSetUp]
    public void Open()
    {
        ShippedModels.Demand("movenet");
        estimator = PoseEstimator.Open(ShippedModels.Folder);
    }

    [OneTimeTearDown]
    public void Close() => estimator.Dispose();

    [Test]
    public void Of_Portrait_FindsFaceHeadAndTorso()
    {
        using var picture = RealPictures.Read(RealPictures.FaceFile);

        var parts = Parts(picture, Pixels(picture, 16, 15, 364, 508));

        AssertOverlaps(parts.Face, Pixels(picture, 178, 75, 270, 180), 0.7);
        AssertOverlaps(parts.Head, Pixels(picture, 165, 20, 300, 180), 0.6);
        AssertOverlaps(parts.Torso, Pixels(picture, 80, 250, 330, 490), 0.7);
    }

    // Three people at a table, in the middle one who looks down and at the right one who leans over.
    [TestCase(718, 308, 1278, 1276, 850, 435, 1020, 655, 0.65)]
    [TestCase(235, 245, 728, 1278, 400, 378, 590, 590, 0.65)]
    [TestCase(1222, 180, 1807, 1271, 1475, 225, 1660, 435, 0.55)]
    public void Of_SittingPeople_FindsTheirFaces(
        double left, double top, double right, double bottom, double faceLeft, double faceTop, double faceRight, double faceBottom, double overlap)
    {
        using var picture = Cv2.ImRead(Repository.SharedMedia("faceapi-sample1.jpg"));

        var parts = Parts(picture, Pixels(picture, left, top, right, bottom));

        AssertOverlaps(parts.Face, Pixels(picture, faceLeft, faceTop, faceRight, faceBottom), overlap);
    }

    // Two who walk away, 90 and 112 pixels tall.
    [TestCase(505, 215, 541, 307, 519, 216, 533, 231)]
    [TestCase(669, 258, 713, 370, 681, 260, 694, 274)]
    public void Of_WalkersFromBehind_FindsTheirHeadsAndNoFace(
        double left, double top, double right, double bottom, double headLeft, double headTop, double headRight, double headBottom)
    {
        using var picture = RealPictures.Street(second: 5);

        var parts = Parts(picture, Pixels(picture, left, top, right, bottom));

        Assert.That(parts.Face, Is.Null);
        AssertOverlaps(parts.Head, Pixels(picture, headLeft, headTop, headRight, headBottom), 0.3);
        Assert.That(parts.Torso, Is.Not.Null);
    }

    [Test]
    public void Of_CoffeeCup_HasNeitherFaceNorHands()
    {
        using var picture = RealPictures.Read(RealPictures.CoffeeFile);

        var parts = Parts(picture, new Box(0.2, 0.1, 0.8, 0.9));

        Assert.That((parts.Face, parts.Head, parts.LeftHand, parts.RightHand), Is.EqualTo(((Box?)null, (Box?)null, (Box?)null, (Box?)null)));
    }

    private BodyParts Parts(Mat picture, Box person) => BodyParts.Of(estimator.Find(picture, person), person);

    private static Box Pixels(Mat picture, double left, double top, double right, double bottom) =>
        new(left / picture.Width, top / picture.Height, right / picture.Width, bottom / picture.Height);

    private static void AssertOverlaps(Box? found, Box expected, double atLeast)
    {
        Assert.That(found, Is.Not.Null);
        Assert.That(found!.Value.IntersectionOverUnion(expected), Is.GreaterThan(atLeast));
    }
}

using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Tests.Detection;

public sealed class BodyPartsTests
{
    private static readonly BodyPoint[] HeadPoints =
        [BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye, BodyPoint.LeftEar, BodyPoint.RightEar];

    [TestCase(1.0)]
    [TestCase(16 / 9.0)]
    public void Of_FacingTheCamera_GivesFaceWithinHeadAboveTorso(double aspectRatio)
    {
        var parts = new StandingPose(aspectRatio).Parts();

        var (face, head, torso) = (parts.Face!.Value, parts.Head!.Value, parts.Torso!.Value);
        Assert.Multiple(() =>
        {
            Assert.That(face.Center.X, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(face.Height / (face.Width * aspectRatio), Is.EqualTo(1.37 / 1.24).Within(1e-3));
            Assert.That(head.Top, Is.LessThan(face.Top - 0.3 * face.Height));
            Assert.That(head.Bottom, Is.LessThan(face.Bottom));
            Assert.That(torso.Top, Is.EqualTo(0.3).Within(1e-6));
            Assert.That(torso.Bottom, Is.EqualTo(0.5).Within(1e-6));
            Assert.That(torso.Width * aspectRatio, Is.EqualTo(0.16).Within(1e-6));
        });
    }

    [Test]
    public void Of_TurnedAway_HasAHeadAndNoFace()
    {
        var parts = new StandingPose().TurnAround().Parts();

        Assert.That(parts.Face, Is.Null);
        Assert.That(parts.Head!.Value.Center.X, Is.EqualTo(0.5).Within(1e-6));
    }

    [Test]
    public void Of_HeadSeenFromTheSide_LiesAroundTheEars()
    {
        var parts = new StandingPose().Put(BodyPoint.Nose, -0.05, 0.21).Put(BodyPoint.LeftEye, -0.035, 0.195).Put(BodyPoint.RightEye, -0.045, 0.195)
            .Put(BodyPoint.LeftEar, 0.01, 0.2).Put(BodyPoint.RightEar, -0.01, 0.2).Parts();

        Assert.That(parts.Head!.Value.Center.X, Is.EqualTo(0.5).Within(1e-6));
        Assert.That(parts.Face!.Value.Center.X, Is.LessThan(0.49));
    }

    [Test]
    public void Of_OnlyTheEarsAreSure_HasAHeadAndNoFace()
    {
        var parts = new StandingPose().Doubt(BodyPoint.Nose, BodyPoint.LeftEye, BodyPoint.RightEye).Parts();

        Assert.That(parts.Face, Is.Null);
        Assert.That(parts.Head, Is.Not.Null);
    }

    [Test]
    public void Of_HeadUnsure_HasNeitherFaceNorHead()
    {
        var parts = new StandingPose().Doubt(HeadPoints).Parts();

        Assert.That((parts.Face, parts.Head), Is.EqualTo(((Box?)null, (Box?)null)));
    }

    [Test]
    public void Of_HeadOfAnother_IsNotTaken()
    {
        var neighbour = new StandingPose();
        foreach (var point in HeadPoints)
        {
            neighbour.Put(point, 0.4 + 0.03 * (int)point, 0.2);
        }

        Assert.That(neighbour.Parts().Head, Is.Null);
    }

    [Test]
    public void Of_ArmsHeldOut_PutsEachHandBeyondItsWrist()
    {
        var parts = new StandingPose(aspectRatio: 2).Parts();

        // The arm is 0.2 long, the fore-arm half of that.
        AssertBox(parts.LeftHand, 0.5 + (0.28 + 0.04) / 2, 0.3, 0.096 / 2, 0.096);
        AssertBox(parts.RightHand, 0.5 - (0.28 + 0.04) / 2, 0.3, 0.096 / 2, 0.096);

        static void AssertBox(Box? hand, double x, double y, double width, double height) => Assert.Multiple(() =>
        {
            Assert.That(hand!.Value.Center.X, Is.EqualTo(x).Within(1e-6));
            Assert.That(hand!.Value.Center.Y, Is.EqualTo(y).Within(1e-6));
            Assert.That(hand!.Value.Width, Is.EqualTo(width).Within(1e-6));
            Assert.That(hand!.Value.Height, Is.EqualTo(height).Within(1e-6));
        });
    }

    [TestCase(BodyPoint.LeftWrist)]
    [TestCase(BodyPoint.LeftElbow)]
    public void Of_ArmUnsure_LeavesOutThatHand(BodyPoint unsure)
    {
        var parts = new StandingPose().Doubt(unsure).Parts();

        Assert.That(parts.LeftHand, Is.Null);
        Assert.That(parts.RightHand, Is.Not.Null);
    }

    [TestCase(0.0, true)]
    [TestCase(0.2, false)]
    public void Of_SeenFromBehind_TakesNoHandBeforeTheBody(double across, bool hidden)
    {
        var parts = new StandingPose().Put(BodyPoint.LeftWrist, across, 0.45).TurnAround().Parts();

        Assert.That(parts.LeftHand is null, Is.EqualTo(hidden));
    }

    [Test]
    public void Of_HandBeyondTheEdge_IsNull()
    {
        var parts = new StandingPose(aspectRatio: 0.6).Parts();

        Assert.That((parts.LeftHand, parts.RightHand), Is.EqualTo(((Box?)null, (Box?)null)));
    }

    [Test]
    public void Of_HipsHiddenByABench_EndsTheTorsoByTheShoulders()
    {
        var parts = new StandingPose().Doubt(BodyPoint.LeftHip, BodyPoint.RightHip).Parts();

        Assert.That(parts.Torso!.Value.Bottom, Is.EqualTo(0.3 + 1.4 * 0.16).Within(1e-6));
    }

    [Test]
    public void Of_SeenFromTheSide_HasATorsoHalfAsWideAsHigh()
    {
        var parts = new StandingPose(aspectRatio: 1).Put(BodyPoint.LeftShoulder, 0, 0.3).Put(BodyPoint.RightShoulder, 0, 0.3).Parts();

        Assert.That(parts.Torso!.Value.Width, Is.EqualTo(0.1).Within(1e-6));
    }

    [TestCase(BodyPoint.LeftShoulder)]
    [TestCase(BodyPoint.RightShoulder)]
    public void Of_ShoulderUnsure_HasNoTorso(BodyPoint shoulder) => Assert.That(new StandingPose().Doubt(shoulder).Parts().Torso, Is.Null);
}

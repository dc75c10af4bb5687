using EdgeAgent.Geometry;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Geometry;

public sealed class BoxTests
{
    private static readonly Gen<Box> Boxes =
        from left in Gen.Choose(-50, 150)
        from top in Gen.Choose(-50, 150)
        from width in Gen.Choose(-5, 100)
        from height in Gen.Choose(-5, 100)
        select new Box(left / 100.0, top / 100.0, (left + width) / 100.0, (top + height) / 100.0);

    [Test]
    public void IntersectionOverUnion_AnyTwo_IsSymmetricAndAFraction() =>
        Prop.ForAll(Boxes.ToArbitrary(), Boxes.ToArbitrary(), (one, other) =>
        {
            var overlap = one.IntersectionOverUnion(other);
            return overlap >= 0 && overlap <= 1 + 1e-12 && overlap == other.IntersectionOverUnion(one);
        }).QuickCheckThrowOnFailure();

    [Test]
    public void IntersectionOverUnion_Itself_IsOne() =>
        Prop.ForAll(Boxes.Where(box => box.Area > 0).ToArbitrary(), box =>
            Math.Abs(box.IntersectionOverUnion(box) - 1) < 1e-12).QuickCheckThrowOnFailure();

    [TestCase(0.5, 0, 1.5, 1, 1.0 / 3)]
    [TestCase(0.25, 0.25, 0.75, 0.75, 0.25)]
    [TestCase(1, 0, 2, 1, 0)]
    [TestCase(2, 2, 3, 3, 0)]
    public void IntersectionOverUnion_WithTheWholePicture_IsTheSharedPart(double left, double top, double right, double bottom, double expected) =>
        Assert.That(Box.Whole.IntersectionOverUnion(new Box(left, top, right, bottom)), Is.EqualTo(expected).Within(1e-12));

    [Test]
    public void Shared_AnyTwo_LiesWithinBoth() => Prop.ForAll(Boxes.ToArbitrary(), Boxes.ToArbitrary(), (one, other) =>
    {
        var shared = one.Shared(other);
        return shared.Area == 0 || (one.Contains(shared.Center) && other.Contains(shared.Center) && shared.Area <= Math.Min(one.Area, other.Area) + 1e-12);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Grow_ByShares_AddsThemOnEachSide()
    {
        var grown = new Box(0.4, 0.2, 0.6, 0.6).Grow(0.5, 0.25);

        Assert.That(grown.Left, Is.EqualTo(0.3).Within(1e-12));
        Assert.That(grown.Bottom, Is.EqualTo(0.7).Within(1e-12));
    }

    [Test]
    public void Clip_Any_LiesWithinThePictureAndKeepsWhatIsSeen() => Prop.ForAll(Boxes.ToArbitrary(), box =>
    {
        var seen = box.Clip();
        return new[] { seen.Left, seen.Top, seen.Right, seen.Bottom }.All(side => side is >= 0 and <= 1)
            && seen.Area <= box.Area + 1e-12
            && seen.Clip() == seen;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Foot_StandingThing_IsTheMiddleOfTheLowerEdge() =>
        Assert.That(new Box(0.2, 0.1, 0.6, 0.9).Foot, Is.EqualTo(new Point(0.4, 0.9)));
}

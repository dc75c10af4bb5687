using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Tests.Detection;

public sealed class OverlapFilterTests
{
    private static readonly Box Place = new(0.1, 0.1, 0.5, 0.5);
    private static readonly Box Beside = new(0.3, 0.1, 0.7, 0.5); // one third shared

    [Test]
    public void StrongestOfEach_DoublesOfOneLabel_KeepsTheStrongestFirst()
    {
        var weak = new DetectedObject("person", 0.4, Place);
        var strong = new DetectedObject("person", 0.8, Place with { Right = 0.52 });
        var other = new DetectedObject("cup", 0.5, Place);

        var kept = OverlapFilter.StrongestOfEach([weak, strong, other], maximumOverlap: 0.6f);

        Assert.That(kept, Is.EqualTo(new[] { strong, other }));
    }

    [TestCase(0.3f, 1)]
    [TestCase(0.4f, 2)]
    public void StrongestOfEach_PartlyShared_DependsOnTheOverlapAllowed(float maximumOverlap, int expected)
    {
        DetectedObject[] objects = [new("person", 0.8, Place), new("person", 0.7, Beside)];

        Assert.That(OverlapFilter.StrongestOfEach(objects, maximumOverlap), Has.Count.EqualTo(expected));
    }
}

using System.Text.Json;
using EdgeAgent.Geometry;

namespace EdgeAgent.Tests.Geometry;

public sealed class PolygonTests
{
    // A U: the notch between its arms lies outside.
    private static readonly Polygon Concave = new(
        [new(0.1, 0.1), new(0.3, 0.1), new(0.3, 0.7), new(0.7, 0.7), new(0.7, 0.1), new(0.9, 0.1), new(0.9, 0.9), new(0.1, 0.9)]);

    [TestCase(0.2, 0.5, true, Description = "left arm")]
    [TestCase(0.8, 0.5, true, Description = "right arm")]
    [TestCase(0.5, 0.8, true, Description = "base")]
    [TestCase(0.5, 0.5, false, Description = "notch")]
    [TestCase(0.05, 0.5, false)]
    [TestCase(0.95, 0.5, false)]
    [TestCase(0.5, 0.05, false)]
    [TestCase(0.5, 0.95, false)]
    [TestCase(0.1, 0.5, true, Description = "on the left edge")]
    [TestCase(0.9, 0.5, true, Description = "on the right edge")]
    [TestCase(0.5, 0.9, true, Description = "on the lower edge")]
    [TestCase(0.5, 0.7, true, Description = "on the notch's edge")]
    [TestCase(0.9, 0.9, true, Description = "a corner")]
    [TestCase(0.5, 0.1, false, Description = "level with the arms' ends, between them")]
    public void Contains_ConcaveArea_FollowsItsOutline(double x, double y, bool expected) =>
        Assert.That(Concave.Contains(new Point(x, y)), Is.EqualTo(expected));

    [Test]
    public void Contains_FootOnThePicturesLowerEdge_IsInAZoneDrawnDownToThere()
    {
        var floor = new Polygon([new(0, 0.45), new(1, 0.45), new(1, 1), new(0, 1)]);
        var cutOff = new Box(0.3, 0.5, 0.5, 1.2).Clip();

        Assert.That(floor.Contains(cutOff.Foot), Is.True);
    }

    [TestCase(0, 0)]
    [TestCase(1, 1)]
    [TestCase(0.5, 1)]
    [TestCase(1, 0.3)]
    public void Contains_WholePicture_HasItsEdges(double x, double y) =>
        Assert.That(Polygon.WholePicture.Contains(new Point(x, y)), Is.True);

    [Test]
    public void Json_RoundTrip_KeepsTheCorners()
    {
        var json = JsonSerializer.Serialize(Concave);

        Assert.That(json, Does.StartWith("[[0.1,0.1],[0.3,0.1],"));
        Assert.That(JsonSerializer.Deserialize<Polygon>(json)!.Corners, Is.EqualTo(Concave.Corners));
    }

    [TestCase("[]")]
    [TestCase("[[0,0],[1,1]]")]
    [TestCase("[[0,0],[1,1],[1,0,0]]")]
    [TestCase("[[0,0],[1,1],null]")]
    [TestCase("[[0,0],[1,1],[-0.01,0]]")]
    [TestCase("[[0,0],[1,1],[0,1e999]]")]
    [TestCase("[[0,0],[1,1],[\"0\",0]]")]
    [TestCase("{}")]
    [TestCase("\"floor\"")]
    public void Json_NoArea_IsRefused(string json) =>
        Assert.That(() => JsonSerializer.Deserialize<Polygon>(json), Throws.InstanceOf<JsonException>());
}

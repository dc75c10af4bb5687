using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class NanoDetDecoderTests
{
    private const int Bins = 8;
    private const int Columns = 4;
    private const int Places = 8;
    private const int Stride = 16;
    private static readonly string[] Labels = ["person", "animal", "animal"];

    [Test]
    public void Decode_SharpDistances_GivesTheBoxAroundThePlaceInFractionsOfThePicture()
    {
        var scores = Scores(place: 5, 0.9f, 0.1f, 0.2f);

        // Row 1, column 1: centre (24, 24). Half of the input's width is picture.
        var found = Decode(scores, Distances(1, 1, 1.5f, 0.5f), pictureWidth: 64, pictureHeight: 32);

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.Multiple(() =>
        {
            Assert.That(found[0].Label, Is.EqualTo("person"));
            Assert.That(found[0].Confidence, Is.EqualTo(0.9).Within(1e-6));
            AssertBox(found[0].Box, new Box(8 / 64.0, 8 / 32.0, 48 / 64.0, 32 / 32.0));
        });
    }

    [Test]
    public void Decode_ClassesUnderOneLabel_ReportsTheStrongestUnderIt()
    {
        var found = Decode(Scores(place: 0, 0.3f, 0.2f, 0.6f), Distances(0, 0, 1, 1), 64, 32);

        Assert.That(found.Select(item => (item.Label, Math.Round(item.Confidence, 3))), Is.EqualTo(new[] { ("animal", 0.6) }));
    }

    [Test]
    public void Decode_BoxBeyondThePicture_IsCutToIt()
    {
        var found = Decode(Scores(place: 0, 0.9f, 0, 0), Distances(5, 5, 7, 7), 64, 32);

        AssertBox(found[0].Box, Box.Whole);
    }

    [Test]
    public void Decode_BelowTheMinimumOrInThePadding_ReportsNothing()
    {
        var weak = Decode(Scores(place: 2, 0.19f, 0.1f, 0.1f), Distances(1, 1, 1, 1), 64, 32);
        var beside = Decode(Scores(place: 3, 0.9f, 0, 0), Distances(0.5f, 0.5f, 1, 1), pictureWidth: 32, pictureHeight: 32);

        Assert.That(weak.Concat(beside), Is.Empty);
    }

    private static void AssertBox(Box actual, Box expected)
    {
        double[] sides = [actual.Left, actual.Top, actual.Right, actual.Bottom];
        Assert.That(sides, Is.EqualTo(new[] { expected.Left, expected.Top, expected.Right, expected.Bottom }).Within(1e-4));
    }

    private static IReadOnlyList<DetectedObject> Decode(float[] scores, float[] distances, int pictureWidth, int pictureHeight)
    {
        var found = new ObjectCollector(Labels, minimumConfidence: 0.2f, new Rect(0, 0, pictureWidth, pictureHeight));
        NanoDetDecoder.Decode(scores, distances, Labels.Length, Columns, Stride, found);
        return found.Objects;
    }

    private static float[] Scores(int place, params float[] scores)
    {
        var all = new float[Places * Labels.Length];
        scores.CopyTo(all, place * Labels.Length);
        return all;
    }

    /// <summary>The same four distances, in strides, at every place: each a peak, or two even ones around a half.</summary>
    private static float[] Distances(params float[] sides)
    {
        var one = new float[sides.Length * Bins];
        for (var side = 0; side < sides.Length; side++)
        {
            one[side * Bins + (int)MathF.Floor(sides[side])] = 100;
            one[side * Bins + (int)MathF.Ceiling(sides[side])] = 100;
        }

        return [.. Enumerable.Repeat(one, Places).SelectMany(values => values)];
    }
}

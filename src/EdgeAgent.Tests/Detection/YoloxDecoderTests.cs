using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class YoloxDecoderTests
{
    // 64 x 32 pixels: 8 x 4, 4 x 2 and 2 x 1 places.
    private const int Places = 32 + 8 + 2;
    private const int Length = 7;
    private static readonly string[] Labels = ["person", "animal"];

    [Test]
    public void Decode_PlaceOfTheSecondGrid_IsStridesFromItsCornerAndLogarithmsOfStrides()
    {
        // Row 1, column 2 of stride 16, so the corner is at 32, 16; the centre at 40, 20; 32 x 8 pixels.
        var found = Decode(decoded: false, place: 32 + 4 + 2, 0.5f, 0.25f, MathF.Log(2), MathF.Log(0.5f), 0.8f, 0.1f, 0.9f);

        Assert.That(found.Objects, Has.Count.EqualTo(1));
        Assert.That((found.Objects[0].Label, Math.Round(found.Objects[0].Confidence, 3)), Is.EqualTo(("animal", 0.72)));
        AssertBox(found.Objects[0].Box, new Box(24 / 64.0, 16 / 32.0, 56 / 64.0, 24 / 32.0));
    }

    [Test]
    public void Decode_DecodedOutput_IsPixels()
    {
        var found = Decode(decoded: true, place: Places - 1, 40, 20, 32, 8, 1, 0.6f, 0.1f);

        Assert.That(found.Objects[0].Label, Is.EqualTo("person"));
        AssertBox(found.Objects[0].Box, new Box(24 / 64.0, 16 / 32.0, 56 / 64.0, 24 / 32.0));
    }

    [Test]
    public void Decode_NothingThere_LeavesTheSurestClassOut() =>
        Assert.That(Decode(decoded: false, place: 0, 0, 0, 0, 0, 0.2f, 0.9f, 0.9f).Objects, Is.Empty);

    [TestCase(0.5f, float.NaN, 0.9f)]
    [TestCase(0.5f, 1e3f, 0.9f, Description = "e to the 1000th")]
    [TestCase(0.5f, 0, float.NaN)]
    [TestCase(float.NegativeInfinity, 0, 0.9f)]
    public void Decode_NumbersThatAreNone_AreLeftOutAndCounted(float x, float width, float objectness)
    {
        var found = Decode(decoded: false, place: 0, x, 0, width, 0, objectness, 0.9f, 0);

        Assert.That((found.Objects.Count, found.Unreadable), Is.EqualTo((0, 1)));
    }

    private static void AssertBox(Box actual, Box expected)
    {
        double[] sides = [actual.Left, actual.Top, actual.Right, actual.Bottom];
        Assert.That(sides, Is.EqualTo(new[] { expected.Left, expected.Top, expected.Right, expected.Bottom }).Within(1e-6));
    }

    private static ObjectCollector Decode(bool decoded, int place, params float[] values)
    {
        var form = new DetectorForm
        {
            Output = DetectorOutput.Yolox, Strides = [8, 16, 32], Decoded = decoded, MinimumConfidence = 0.2f, MaximumOverlap = 0.6f, Classes = Labels,
        };
        var input = new ModelInput { Name = "input", Shape = [1, 3, 32, 64], Colour = ColourOrder.Bgr, Mean = [0, 0, 0], StandardDeviation = [1, 1, 1] };
        var found = new ObjectCollector(Labels, form.MinimumConfidence, new Rect(0, 0, 64, 32));
        var all = new float[Places * Length];
        values.CopyTo(all, place * Length);
        new YoloxDecoder(form, input, "output").Decode(all, found);
        return found;
    }
}

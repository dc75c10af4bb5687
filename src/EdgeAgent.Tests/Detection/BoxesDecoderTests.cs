using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class BoxesDecoderTests
{
    private static readonly string[] Labels = ["person", "animal"];
    private static readonly Box Place = new(16 / 64.0, 4 / 32.0, 48 / 64.0, 24 / 32.0);

    [TestCase(CornerOrder.Xyxy, BoxUnit.Pixels, new[] { 16f, 4, 48, 24 })]
    [TestCase(CornerOrder.Yxyx, BoxUnit.Pixels, new[] { 4f, 16, 24, 48 })]
    [TestCase(CornerOrder.Xyxy, BoxUnit.Fractions, new[] { 0.25f, 0.125f, 0.75f, 0.75f })]
    [TestCase(CornerOrder.Yxyx, BoxUnit.Fractions, new[] { 0.125f, 0.25f, 0.75f, 0.75f })]
    public void Decode_OrderAndUnits_GiveTheSameBox(CornerOrder order, BoxUnit units, float[] corners)
    {
        var found = Decode(Form(order, units), corners, [0.9f], [1], count: 1);

        Assert.That(found.Objects, Is.EqualTo(new[] { new DetectedObject("animal", 0.9f, Place) }));
    }

    [Test]
    public void Decode_CountAndMinimum_LeaveTheRestOut()
    {
        float[] corners = [.. Enumerable.Repeat(new[] { 16f, 4, 48, 24 }, 3).SelectMany(box => box)];

        var found = Decode(Form(), corners, [0.9f, 0.1f, 0.8f], [0, 0, 0], count: 2);

        Assert.That(found.Objects.Select(thing => thing.Confidence), Is.EqualTo(new[] { 0.9f }));
    }

    [Test]
    public void Decode_ScoresForEachClass_TakesTheStrongestBeyondTheBackground()
    {
        var form = Form() with { Boxes = Form().Boxes! with { Classes = null, FirstClass = 1 } };

        var found = Decode(form, [16, 4, 48, 24, 0, 0, 8, 8], [0.5f, 0.2f, 0.3f, 1, 0, 0], [], count: 2);

        Assert.That(found.Objects, Is.EqualTo(new[] { new DetectedObject("animal", 0.3f, Place) }));
    }

    [TestCase(1, 1f, "person")]
    [TestCase(1, 2f, "animal")]
    [TestCase(1, 0f, "class -1", Description = "the background, which should not be sure")]
    [TestCase(0, 7f, "class 7", Description = "shown, so that somebody sees that the list is too short")]
    public void Decode_ClassNumber_CountsFromTheFirst(int first, float number, string label)
    {
        var form = Form() with { Boxes = Form().Boxes! with { FirstClass = first } };

        Assert.That(Decode(form, [16, 4, 48, 24], [0.9f], [number], count: 1).Objects.Single().Label, Is.EqualTo(label));
    }

    [TestCase(float.NaN, 0.9f, 0f)]
    [TestCase(float.PositiveInfinity, 0.9f, 0f)]
    [TestCase(16f, float.NaN, 0f)]
    [TestCase(16f, 0.9f, float.NaN)]
    public void Decode_NumbersThatAreNone_AreLeftOutAndCounted(float left, float score, float number)
    {
        var found = Decode(Form(), [left, 4, 48, 24], [score], [number], count: 1);

        Assert.That((found.Objects.Count, found.Unreadable), Is.EqualTo((0, 1)));
    }

    [Test]
    public void Decode_BoxesBesideThePictureOrTurnedInsideOut_AreLeftOut()
    {
        var found = Decode(Form(), [70, 4, 90, 24, 48, 4, 16, 24, -5, -5, 200, 200], [0.9f, 0.9f, 0.9f], [0, 0, 0], count: 3);

        Assert.That(found.Objects.Select(thing => thing.Box), Is.EqualTo(new[] { Box.Whole }));
    }

    private static DetectorForm Form(CornerOrder order = CornerOrder.Xyxy, BoxUnit units = BoxUnit.Pixels) => new()
    {
        Output = DetectorOutput.Boxes,
        Boxes = new BoxesForm { Corners = "boxes", Order = order, Units = units, Scores = "scores", Classes = "classes" },
        MinimumConfidence = 0.2f,
        MaximumOverlap = 0.6f,
        Classes = Labels,
    };

    private static ObjectCollector Decode(DetectorForm form, float[] corners, float[] scores, float[] classes, int count)
    {
        var input = new ModelInput { Name = "input", Shape = [1, 3, 32, 64], Colour = ColourOrder.Bgr, Mean = [0, 0, 0], StandardDeviation = [1, 1, 1] };
        var found = new ObjectCollector(Labels, form.MinimumConfidence, new Rect(0, 0, 64, 32));
        new BoxesDecoder(form, input).Decode(corners, scores, classes, count, found);
        return found;
    }
}

using System.Text.RegularExpressions;
using EdgeAgent.Detection;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Detection;

/// <summary>What a manifest may say of a detector, told before the model is looked at.</summary>
public sealed partial class DetectorFormTests
{
    private const string Yolox = """
        "outputs": ["output"],
        "detector": {
          "output": "yolox", "strides": [8, 16, 32],
          "minimumConfidence": 0.2, "maximumOverlap": 0.6, "classes": ["person", "cat"], "labels": { "cat": "animal" }
        }
        """;

    [TestCase("\"strides\": [8, 16, 32],", "", "detector.strides is missing, which detector.output yolox needs")]
    [TestCase("\"yolox\"", "\"nanoDet\"", "detector.strides has no place where detector.output is nanoDet")]
    [TestCase("\"strides\": [8, 16, 32],", "\"strides\": [8], \"grids\": [],", "detector.grids has no place where detector.output is yolox")]
    [TestCase("[8, 16, 32]", "[8, 12]", "detector.strides: 12 does not divide the 64 x 64 pixels of input.shape")]
    [TestCase("[8, 16, 32]", "[]", "detector.strides needs at least one stride")]
    [TestCase("[8, 16, 32]", "[0]", "detector.strides needs at least one stride, of at least 1")]
    [TestCase("[\"output\"]", "[\"output\", \"other\"]", "outputs must name the one output of detector.output yolox")]
    [TestCase("[\"person\", \"cat\"]", "[]", "detector.classes needs at least one class")]
    [TestCase("{ \"cat\"", "{ \"cta\"", "detector.labels names cta, which is none of detector.classes")]
    [TestCase("0.2", "1.2", "detector.minimumConfidence must be between 0 and 1")]
    [TestCase("0.6", "0", "detector.maximumOverlap must be between 0 and 1")]
    [TestCase("\"yolox\"", "\"yolov8\"", "detector.output")]
    [TestCase("[1, 1, 1]", "[1, 1, 1], \"fit\": \"stretch\", \"padding\": 114", "input.padding has no place where input.fit is stretch")]
    [TestCase("[1, 1, 1]", "[1, 1, 1], \"padding\": 256", "input.padding")]
    public void Read_YoloxWithAMistake_NamesTheKey(string there, string instead, string message) => AssertRefused(Yolox, there, instead, message);

    [TestCase("\"output\": \"boxes\",", "\"output\": \"boxes\", \"decoded\": true,", "detector.decoded has no place where detector.output is boxes")]
    [TestCase("\"boxes\": {", "\"strides\": [8], \"boxes\": {", "detector.strides has no place where detector.output is boxes")]
    [TestCase("[\"boxes\", \"scores\", \"classes\"]", "[\"boxes\", \"scores\"]", "detector names the output classes, which is not among outputs")]
    [TestCase("\"xyxy\"", "\"cxcywh\"", "detector.boxes.order")]
    [TestCase(", \"units\": \"pixels\"", "", "units")]
    [TestCase("\"classes\": \"classes\"", "\"classes\": \"classes\", \"firstClass\": -1", "detector.boxes.firstClass must be at least 0")]
    public void Read_BoxesWithAMistake_NamesTheKey(string there, string instead, string message) => AssertRefused(OwnDetector.Boxes, there, instead, message);

    [Test]
    public void Read_ExamplesOfTheGuide_AreValid()
    {
        var examples = Example().Matches(File.ReadAllText(Repository.File("docs", "models.md"))).Select(match => match.Groups[1].Value).ToList();

        Assert.That(examples, Has.Count.GreaterThanOrEqualTo(2));
        using var folder = new TempFolder();
        foreach (var example in examples)
        {
            File.WriteAllText(folder.File("example.json"), example);
            Assert.That(() => ModelManifest.Read(folder.File("example.json")), Throws.Nothing);
        }
    }

    [Test]
    public void Reported_RenamedClasses_StandUnderTheirLabels()
    {
        using var model = new OwnDetector([], Yolox);

        Assert.That(ModelManifest.Read(model.Manifest).Detector!.Reported, Is.EqualTo(new[] { "person", "animal" }));
    }

    private static void AssertRefused(string form, string there, string instead, string message)
    {
        using var model = new OwnDetector([], form);
        model.Change(there, instead);

        Assert.That(
            () => ModelManifest.Read(model.Manifest),
            Throws.TypeOf<ModelUnusableException>().With.Message.StartsWith(model.Manifest).And.Message.Contains(message));
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}

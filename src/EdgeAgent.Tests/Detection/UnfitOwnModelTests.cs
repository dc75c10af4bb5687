using EdgeAgent.Detection;
using EdgeAgent.Detection.Conversion;

namespace EdgeAgent.Tests.Detection;

/// <summary>Each way in which a model that somebody brings can be unfit, and what is said of it.</summary>
public sealed class UnfitOwnModelTests
{
    private const int HalfType = 10;

    private static readonly float[] Places = new float[84 * 7];

    private OwnDetector model = null!;

    [SetUp]
    public void MakeModel() => model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);

    [TearDown]
    public void RemoveModel() => model.Dispose();

    [Test]
    public void Open_Missing_SaysWhereToPutIt()
    {
        File.Delete(model.Onnx);

        AssertRefused($"{model.Onnx}: missing; put the file back");
    }

    [Test]
    public void Open_AnotherFile_SaysItsSum()
    {
        File.AppendAllText(model.Onnx, "x");

        AssertRefused($"its sha256 is {OwnDetector.Sha256(File.ReadAllBytes(model.Onnx))}; put the file back, or set sha256 in own.json");
    }

    [Test]
    public void Open_NoOnnx_SaysSo()
    {
        model.Replace("this is text"u8.ToArray());

        AssertRefused("does not fit own.json: it is no ONNX model that ONNX Runtime", "Correct the manifest or bring another model");
    }

    [Test]
    public void Open_OperatorSetToCome_SaysSo()
    {
        var bytes = DetectorGraphs.Constant();
        bytes[bytes.AsSpan().IndexOf(new byte[] { 0x0A, 0x00, 0x10, 0x0D }) + 3] = 99;
        model.Replace(bytes);

        AssertRefused("no ONNX model that ONNX Runtime", "known operator set", "99");
    }

    [Test]
    public void Open_ForeignOperator_NamesIt()
    {
        model.Replace(Graph(graph => graph.Node("MadeAtHome", ["input"], "boxes")));

        AssertRefused("no foreign operators", "MadeAtHome");
    }

    [Test]
    public void Open_HalfFloats_SaysSo()
    {
        model.Replace(Graph(graph => graph.Node("Cast", ["input"], "boxes", OnnxAttribute.Integer("to", HalfType)), HalfType));

        AssertRefused("its output boxes is of Float16; export it with 32-bit floats");
    }

    [Test]
    public void Open_TwoInputs_NamesTheOther()
    {
        model.Replace(Graph(graph =>
        {
            graph.Input("image_size", [1, 2]);
            graph.Node("Identity", ["image_size"], "boxes");
        }));

        AssertRefused("it needs more than the picture: image_size");
    }

    [TestCase("\"name\": \"input\"", "\"name\": \"images\"", "it has no input images, which input.name names, but input")]
    [TestCase("[1, 3, 64, 64]", "[1, 3, 32, 64]", "its input input is not of the shape 1 x 3 x 32 x 64 of input.shape but 1 x 3 x 64 x 64")]
    [TestCase("\"classes\"],", "\"classes\", \"probabilities\"],", "it has no output probabilities, which outputs names, but boxes, scores, classes")]
    [TestCase("\"xyxy\", \"units\": \"pixels\"", "\"xyxy\", \"units\": \"fractions\"", "output boxes reaches 56, which is no fraction: set detector.boxes.units to pixels")]
    [TestCase("\"corners\": \"boxes\"", "\"corners\": \"scores\"", "output scores is not 1 x N x 4 but 1 x 1; see detector.boxes.corners")]
    [TestCase("\"scores\": \"scores\"", "\"scores\": \"boxes\"", "output boxes is not 1 x 1 but 1 x 1 x 4; see detector.boxes.scores")]
    [TestCase(", \"classes\": \"classes\" }", " }", "output scores is not 1 x 1 x 2 but 1 x 1; see detector.boxes.scores, detector.boxes.firstClass, and detector.classes, of which there are 2")]
    [TestCase(", \"classes\": \"classes\" }", ", \"classes\": \"classes\", \"count\": \"boxes\" }", "output boxes is not one number (detector.boxes.count)")]
    public void Open_ManifestDoesNotFit_NamesTheKey(string there, string instead, string message)
    {
        model.Change(there, instead);

        AssertRefused(message);
    }

    [TestCase("boxes", new[] { 1, 1, 4 }, new[] { float.NaN, 0, 8, 8 }, "output boxes holds NaN or infinite numbers for a grey picture")]
    [TestCase("scores", new[] { 1, 1 }, new[] { float.PositiveInfinity }, "output scores holds NaN or infinite numbers for a grey picture")]
    [TestCase("scores", new[] { 1, 1 }, new[] { -4.5f }, "output scores has a score of -4.5, not 0 to 1; export the model with the sigmoid or softmax")]
    [TestCase("boxes", new[] { 1, 1, 4 }, new[] { 0.1f, 0.1f, 0.5f, 1 }, "output boxes reaches 1, which is a fraction: set detector.boxes.units to fractions")]
    [TestCase("classes", new[] { 1, 2 }, new float[] { 0, 1 }, "output classes is not 1 x 1 but 1 x 2; see detector.boxes.classes")]
    public void Open_OutputsOfTheGreyPicture_SaysWhatIsWrong(string output, int[] shape, float[] values, string message)
    {
        model.Replace(DetectorGraphs.Constant((output, shape, values)));

        AssertRefused(message);
    }

    [TestCase("[8, 16]", false, "output output is not 1 x 80 x 7 but 1 x 84 x 7; see input.shape, detector.strides, and detector.classes, of which there are 2")]
    [TestCase("[8, 16, 32]", true, "output output has sizes below 0, which are no pixels: set detector.decoded to false")]
    public void Open_Yolox_NamesTheKey(string strides, bool decoded, string message)
    {
        var values = Places.ToArray();
        values[2] = -1;

        AssertYoloxRefused(values, strides, decoded, message);
    }

    [Test]
    public void Open_YoloxWithSizesInPixels_SaysThatItIsDecoded()
    {
        var values = Places.ToArray();
        values[2] = 31;

        AssertYoloxRefused(values, "[8, 16, 32]", decoded: false, "output output has sizes up to 31, which are pixels: set detector.decoded to true");
    }

    private static void AssertYoloxRefused(float[] values, string strides, bool decoded, string message)
    {
        using var yolox = new OwnDetector(DetectorGraphs.Constant(("output", [1, 84, 7], values)), $$"""
            "outputs": ["output"],
            "detector": {
              "output": "yolox", "strides": {{strides}}, "decoded": {{(decoded ? "true" : "false")}},
              "minimumConfidence": 0.2, "maximumOverlap": 0.6, "classes": ["person", "animal"]
            }
            """);
        Assert.That(() => yolox.Open(), Throws.TypeOf<ModelUnusableException>().With.Message.Contains(message));
    }

    private static byte[] Graph(Action<OnnxGraph> nodes, int type = OnnxGraph.FloatType)
    {
        var graph = new OnnxGraph();
        graph.Input("input", [1, 3, 64, 64]);
        nodes(graph);
        graph.Output("boxes", type);
        foreach (var output in new[] { "scores", "classes" })
        {
            graph.Node("Identity", [graph.Floats("one", [1, 1], [1])], output);
            graph.Output(output);
        }

        return graph.ToArray();
    }

    private void AssertRefused(params string[] parts)
    {
        var error = Assert.Throws<ModelUnusableException>(() => model.Open());
        Assert.That(parts, Is.All.Matches<string>(part => error!.Message.Contains(part, StringComparison.Ordinal)), error!.Message);
    }
}

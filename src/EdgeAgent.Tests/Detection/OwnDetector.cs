using System.Security.Cryptography;
using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

/// <summary>A detector that somebody brought: own.onnx and own.json in a folder of the test.</summary>
internal sealed class OwnDetector : IDisposable
{
    /// <summary>The form of <see cref="DetectorGraphs.Constant"/>.</summary>
    public const string Boxes = """
        "outputs": ["boxes", "scores", "classes"],
        "detector": {
          "output": "boxes",
          "boxes": { "corners": "boxes", "order": "xyxy", "units": "pixels", "scores": "scores", "classes": "classes" },
          "minimumConfidence": 0.2, "maximumOverlap": 0.6, "classes": ["person", "animal"]
        }
        """;

    private readonly Support.TempFolder folder = new();

    /// <param name="form">The manifest's <c>outputs</c> and <c>detector</c>.</param>
    /// <param name="input">More of the manifest's <c>input</c>.</param>
    public OwnDetector(byte[] onnx, string form, string input = "")
    {
        File.WriteAllBytes(Onnx, onnx);
        File.WriteAllText(Manifest, $$"""
            {
              "title": "Own", "kind": "objects", "licence": "MIT",
              "sha256": "{{Sha256(onnx)}}",
              "input": {
                "name": "input", "shape": [1, 3, 64, 64], "colour": "bgr", "mean": [0, 0, 0], "standardDeviation": [1, 1, 1]{{input}}
              },
              {{form}}
            }
            """);
    }

    public string Folder => folder.Path;

    public string Onnx => folder.File("own.onnx");

    public string Manifest => folder.File("own.json");

    public OnnxDetector Open() => OnnxDetector.Open(new ModelFolder(Folder), "own", threads: 1);

    public void Change(string there, string instead)
    {
        var text = File.ReadAllText(Manifest);
        Assert.That(text, Does.Contain(there));
        File.WriteAllText(Manifest, text.Replace(there, instead, StringComparison.Ordinal));
    }

    /// <summary>Puts other bytes in the model's place, to which the manifest agrees.</summary>
    public void Replace(byte[] onnx)
    {
        Change(Sha256(File.ReadAllBytes(Onnx)), Sha256(onnx));
        File.WriteAllBytes(Onnx, onnx);
    }

    public void Dispose() => folder.Dispose();

    public static string Sha256(byte[] onnx) => Convert.ToHexStringLower(SHA256.HashData(onnx));
}

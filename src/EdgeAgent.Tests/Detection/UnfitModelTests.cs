using System.Security.Cryptography;
using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

/// <summary>What the detector says about a model that it cannot use.</summary>
public sealed class UnfitModelTests
{
    private string folder = "";

    private string Onnx => Path.Combine(folder, "nanodet.onnx");

    private string Manifest => Path.Combine(folder, "nanodet.json");

    [SetUp]
    public void CopyModel()
    {
        var manifest = ShippedModels.Demand("nanodet");
        folder = Directory.CreateTempSubdirectory("edgeagent-test-").FullName;
        File.Copy(ShippedModels.Folder.FileOf(manifest), Onnx);
        File.Copy(Path.Combine(ShippedModels.Folder.Path, "nanodet.json"), Manifest);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Open_Missing_NamesTheFileAndTheFix()
    {
        File.Delete(Onnx);

        AssertRefused(Onnx, "missing", "models pull");
    }

    [Test]
    public void Open_CutShort_NamesTheFileAndTheFix()
    {
        CutShort();

        AssertRefused(Onnx, "cut short", "models pull");
    }

    [Test]
    public void Open_CutShortAndManifestAgrees_IsRefusedByTheRuntime()
    {
        CutShort();
        ChangeManifest(ShippedModels.Folder.Manifest("nanodet").Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Onnx))));

        AssertRefused(Onnx, "does not fit nanodet.json");
    }

    [TestCase("\"stride\": 16", "\"stride\": 8", "output Identity_1 is not 1 x 2704 x 80")]
    [TestCase("\"person\", ", "", "output Identity is not 1 x 2704 x 79")]
    [TestCase("\"input_1\"", "\"input_2\"", "no input input_2, which input.name names, but input_1")]
    [TestCase("[1, 3, 416, 416]", "[1, 3, 320, 320]", "input_1 is not of the shape")]
    [TestCase("[1, 3, 416, 416]", "[1, 416, 416, 3]", "input_1 is not of the shape 1 x 416 x 416 x 3 of input.shape but 1 x 3 x 416 x 416")]
    public void Open_ManifestDoesNotFit_SaysWhere(string there, string instead, string message)
    {
        ChangeManifest(there, instead);

        AssertRefused("nanodet", message);
    }

    private void CutShort()
    {
        using var file = new FileStream(Onnx, FileMode.Open);
        file.SetLength(file.Length / 2);
    }

    private void ChangeManifest(string there, string instead) =>
        File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace(there, instead, StringComparison.Ordinal));

    private void AssertRefused(params string[] parts)
    {
        var error = Assert.Throws<ModelUnusableException>(() => OnnxDetector.Open(new ModelFolder(folder), "nanodet", threads: 1));
        Assert.That(parts, Is.All.Matches<string>(part => error!.Message.Contains(part, StringComparison.Ordinal)), error!.Message);
    }
}

using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using EdgeAgent.Detection.Conversion;

namespace EdgeAgent.Tests.Detection;

/// <summary>A model of one node, its packed npm package and its manifest, in a folder of the test.</summary>
internal sealed class TinyModel
{
    private const string Graph = """
        {"modelTopology": {"node": [
          {"name": "x", "op": "Placeholder"},
          {"name": "y", "op": "AddV2", "input": ["x", "offset"]}]},
         "weightsManifest": [{"paths": ["tiny.bin"], "weights": [{"name": "offset", "shape": [1], "dtype": "float32"}]}]}
        """;

    private readonly byte[] weights = BitConverter.GetBytes(0.5f);

    public TinyModel(string folder)
    {
        Folder = folder;
        Tarball = Path.Combine(folder, "acme-tiny-1.2.3.tgz");
        WriteTarball();
        var onnx = GraphConverter.Convert(TfjsGraph.Read(System.Text.Encoding.UTF8.GetBytes(Graph), _ => weights), "x", [1, 3, 2, 2], ["y"]);
        WriteManifest(Convert.ToBase64String(SHA512.HashData(File.ReadAllBytes(Tarball))), Convert.ToHexStringLower(SHA256.HashData(onnx)));
    }

    public string Folder { get; }

    public string Tarball { get; }

    public string Onnx => Path.Combine(Folder, "tiny.onnx");

    public string Manifest => Path.Combine(Folder, "tiny.json");

    private void WriteTarball()
    {
        using var file = File.Create(Tarball);
        using var zipped = new GZipStream(file, CompressionLevel.Fastest);
        using var tar = new TarWriter(zipped);
        foreach (var (name, content) in new[] { ("tiny.bin", weights), ("tiny.json", System.Text.Encoding.UTF8.GetBytes(Graph)), ("other.bin", new byte[9]) })
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, $"package/{name}") { DataStream = new MemoryStream(content) });
        }
    }

    private void WriteManifest(string sha512, string sha256) => File.WriteAllText(Manifest, $$"""
        {
          "title": "Tiny", "kind": "faces", "licence": "MIT", "sha256": "{{sha256}}",
          "source": {
            "package": "@acme/tiny", "version": "1.2.3", "integrity": "sha512-{{sha512}}",
            "graph": "package/tiny.json", "weights": ["package/tiny.bin"]
          },
          "input": { "name": "x", "shape": [1, 3, 2, 2], "colour": "rgb", "mean": [0, 0, 0], "standardDeviation": [1, 1, 1] },
          "outputs": ["y"]
        }
        """);
}

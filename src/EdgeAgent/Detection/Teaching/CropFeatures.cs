using OpenCvSharp;

namespace EdgeAgent.Detection.Teaching;

/// <summary>
/// Says in numbers what a crop looks like: the means of a detector's own feature maps over the crop's middle, where what
/// it was cut around lies. Its callers take turns.
/// </summary>
public sealed class CropFeatures : IDisposable
{
    /// <summary>Name of the manifest of the model that is used.</summary>
    public const string ModelName = "features";

    private readonly PictureModel model;
    private readonly (string Output, int Channels, int Height, int Width)[] maps;
    private readonly int side;

    private CropFeatures(ModelManifest manifest, OnnxSession session)
    {
        model = new PictureModel(session, new PictureInput(manifest.Input));
        side = manifest.Input.Width;
        maps = [.. manifest.Outputs.Select(name => (name, session.OutputShape(name)[1], session.OutputShape(name)[2], session.OutputShape(name)[3]))];
        Sha256 = manifest.Sha256;
    }

    /// <summary>SHA-256 of the model: numbers of different models do not compare.</summary>
    public string Sha256 { get; }

    /// <exception cref="ModelUnusableException">The model is missing, is not the manifest's, or gives no feature maps.</exception>
    public static CropFeatures Open(ModelFolder folder)
    {
        var manifest = folder.Manifest(ModelName);
        if (manifest.Kind != ModelKind.Features || manifest.Input.Width != manifest.Input.Height || manifest.Outputs.Count == 0)
        {
            throw new ModelUnusableException($"{ModelName}: is no model of kind features with a square input");
        }

        return new CropFeatures(manifest, OnnxSession.Open(folder, manifest, threads: 1, session =>
        {
            if (manifest.Outputs.FirstOrDefault(name => session.OutputShape(name) is not [1, _, _, _]) is { } stranger)
            {
                throw new InvalidDataException($"output {stranger} is no map of 1 x channels x height x width");
            }
        }));
    }

    /// <param name="crop">Square 8-bit BGR picture around what is judged, as <see cref="Crop"/> cuts it.</param>
    /// <returns>As many numbers as the maps have channels; the same for the same crop.</returns>
    public float[] Of(Mat crop)
    {
        using var fitted = Crop.Fit(crop, side);
        return model.Run(fitted, (session, _) => maps
            .SelectMany(map => MiddleMeans(session.Output(map.Output).ToArray(), map.Channels, map.Height, map.Width)).ToArray());
    }

    /// <summary>Waits for the inference that runs.</summary>
    public void Dispose() => model.Dispose();

    // A quarter is left out at each side: the crop is grown around what it shows, and what stands behind says nothing.
    private static IEnumerable<float> MiddleMeans(float[] values, int channels, int height, int width)
    {
        var (top, left) = (height / 4, width / 4);
        for (var channel = 0; channel < channels; channel++)
        {
            var sum = 0f;
            for (var y = top; y < height - top; y++)
            {
                for (var x = left; x < width - left; x++)
                {
                    sum += values[(channel * height + y) * width + x];
                }
            }

            yield return sum / ((height - 2 * top) * (width - 2 * left));
        }
    }
}

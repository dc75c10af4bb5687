using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Detection;

/// <summary>What a model is for.</summary>
public enum ModelKind
{
    /// <summary>Finds things of several classes; <see cref="ModelManifest.Detector"/> says how to read its output.</summary>
    Objects,

    /// <summary>Finds faces.</summary>
    Faces,

    /// <summary>Judges a crop of a person; <see cref="ModelManifest.Head"/> says how to read its output.</summary>
    Head,

    /// <summary>Finds the key points of one person who fills the picture: <see cref="PoseEstimator"/>.</summary>
    Pose,

    /// <summary>Says in numbers what a crop looks like, for heads that are taught on site: <see cref="Teaching.CropFeatures"/>.</summary>
    Features,
}

/// <summary>
/// What is known about a model: where it comes from, what it takes and what it gives. One file NAME.json in the model
/// folder; the model itself lies beside it as NAME.onnx.
/// </summary>
public sealed record ModelManifest
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The file's name without .json.</summary>
    [JsonIgnore]
    public string Name { get; private init; } = "";

    public required string Title { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The package that it is made from; null for a model that is there as it is: the program's own or the user's.</summary>
    public ModelSource? Source { get; init; }

    /// <summary>Licence of the weights, as an SPDX identifier.</summary>
    public required string Licence { get; init; }

    /// <summary>SHA-256 of the .onnx file, hex.</summary>
    public required string Sha256 { get; init; }

    public required ModelInput Input { get; init; }

    /// <summary>Names of the tensors that the converted model gives, in this order.</summary>
    public required IReadOnlyList<string> Outputs { get; init; }

    /// <summary>How to read objects from the outputs; only for models of kind <see cref="ModelKind.Objects"/>.</summary>
    public DetectorForm? Detector { get; init; }

    /// <summary>How to read the output; only for models of kind <see cref="ModelKind.Head"/>.</summary>
    public HeadForm? Head { get; init; }

    /// <exception cref="ModelUnusableException">The file is missing or says something that cannot be.</exception>
    public static ModelManifest Read(string path)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<ModelManifest>(File.ReadAllBytes(path), Json)
                ?? throw new ModelUnusableException($"{path}: holds nothing");
            var problem = manifest.Source?.Problem() ?? manifest.Input.Problem() ?? manifest.Problem();
            return problem is null
                ? manifest with { Name = Path.GetFileNameWithoutExtension(path) }
                : throw new ModelUnusableException($"{path}: {problem}");
        }
        catch (JsonException error)
        {
            throw new ModelUnusableException($"{path}: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelUnusableException($"{path}: cannot be read: {error.Message}", error);
        }
    }

    private string? Problem() =>
        Kind == ModelKind.Objects == Detector is null ? "detector belongs to models of kind objects, and only to them"
        : Kind == ModelKind.Head == Head is null ? "head belongs to models of kind head, and only to them"
        : Detector?.Problem(Input, Outputs) ?? Head?.Problem();
}

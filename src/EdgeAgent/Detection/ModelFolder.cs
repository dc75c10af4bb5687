using System.Security.Cryptography;

namespace EdgeAgent.Detection;

/// <summary>How a model's file stands against its manifest.</summary>
public enum ModelState
{
    /// <summary>There, and exactly the file that the manifest names.</summary>
    Ready,

    /// <summary>Not there.</summary>
    Missing,

    /// <summary>There, but another file: cut short, damaged or of another version.</summary>
    Different,
}

/// <summary>The folder of the models: a manifest NAME.json for each and, once pulled, the model NAME.onnx.</summary>
public sealed class ModelFolder(string path)
{
    public const string DefaultName = "models";

    public string Path { get; } = path;

    /// <summary>
    /// Finds the folder: a relative one counts from <paramref name="baseFolder"/> (that of the configuration file, or
    /// the current one) and, if it is not there, from the program's own folder.
    /// </summary>
    public static ModelFolder Locate(string folder, string baseFolder)
    {
        var beside = System.IO.Path.GetFullPath(folder, baseFolder);
        return new ModelFolder(Directory.Exists(beside) ? beside : System.IO.Path.GetFullPath(folder, AppContext.BaseDirectory));
    }

    /// <exception cref="ModelUnusableException">There is no such manifest, or it is wrong.</exception>
    public ModelManifest Manifest(string name) => ModelManifest.Read(System.IO.Path.Combine(Path, $"{name}.json"));

    /// <summary>All manifests, by name.</summary>
    /// <exception cref="ModelUnusableException">There is none, or one is wrong.</exception>
    public IReadOnlyList<ModelManifest> Manifests()
    {
        string[] files = Directory.Exists(Path) ? Directory.GetFiles(Path, "*.json") : [];
        return files.Length > 0
            ? [.. files.Order(StringComparer.Ordinal).Select(ModelManifest.Read)]
            : throw new ModelUnusableException($"{Path}: no model manifest there; run in the folder that holds models/, or name it");
    }

    /// <summary>Where the model lies or would lie.</summary>
    public string FileOf(ModelManifest manifest) => System.IO.Path.Combine(Path, $"{manifest.Name}.onnx");

    /// <summary>Reads the whole file to compare it.</summary>
    /// <exception cref="ModelUnusableException">The file is there but cannot be read.</exception>
    public ModelState State(ModelManifest manifest)
    {
        try
        {
            using var file = File.OpenRead(FileOf(manifest));
            return Convert.ToHexStringLower(SHA256.HashData(file)) == manifest.Sha256 ? ModelState.Ready : ModelState.Different;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return ModelState.Missing;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelUnusableException($"{FileOf(manifest)}: cannot be read: {error.Message}", error);
        }
    }

    /// <summary>What is wrong with the model's file and what to do, in one line; null when it is right.</summary>
    public string? Problem(ModelManifest manifest)
    {
        var fix = manifest.Source is null
            ? $"put the file back, or set sha256 in {manifest.Name}.json to that of yours"
            : $"run: EdgeAgent models pull --models {Path}";
        return State(manifest) switch
        {
            ModelState.Missing => $"{FileOf(manifest)}: missing; {fix}, or set detection.modelFolder",
            ModelState.Different => $"{FileOf(manifest)}: is not the file that {manifest.Name}.json names (cut short, damaged or of another version); {fix}",
            _ => null,
        };
    }
}

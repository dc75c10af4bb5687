using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class ModelManifestTests
{
    private TinyModel model = null!;

    [SetUp]
    public void MakeModel() => model = new TinyModel(Directory.CreateTempSubdirectory("edgeagent-test-").FullName);

    [TearDown]
    public void RemoveFolder() => Directory.Delete(model.Folder, recursive: true);

    [Test]
    public void Read_ShippedManifests_AllAreValidAndHaveACard()
    {
        foreach (var manifest in ShippedModels.Folder.Manifests())
        {
            Assert.That(Path.Combine(ShippedModels.Folder.Path, "cards", $"{manifest.Name}.md"), Does.Exist);
        }
    }

    [TestCase("\"title\"", "\"subtitle\"", "subtitle")]
    [TestCase("\"licence\": \"MIT\",", "", "licence")]
    [TestCase("\"faces\"", "\"objects\"", "detector belongs to models of kind objects")]
    [TestCase("\"faces\"", "\"noses\"", "kind")]
    [TestCase("[1, 3, 2, 2]", "[1, 4, 2, 2]", "input.shape")]
    [TestCase("@acme/tiny", "--global", "source.package")]
    [TestCase("1.2.3", "latest", "source.version")]
    [TestCase("sha512-", "md5-", "source.integrity")]
    [TestCase("}", "", "tiny.json")]
    public void Read_WrongManifest_NamesTheFileAndTheKey(string there, string instead, string named)
    {
        File.WriteAllText(model.Manifest, File.ReadAllText(model.Manifest).Replace(there, instead, StringComparison.Ordinal));

        Assert.That(
            () => ModelManifest.Read(model.Manifest),
            Throws.TypeOf<ModelUnusableException>().With.Message.StartsWith(model.Manifest).And.Message.Contains(named));
    }

    [Test]
    public void Read_NoSuchFile_NamesIt()
    {
        var path = Path.Combine(model.Folder, "none.json");

        Assert.That(() => ModelManifest.Read(path), Throws.TypeOf<ModelUnusableException>().With.Message.StartsWith(path));
    }
}

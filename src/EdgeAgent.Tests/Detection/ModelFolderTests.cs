using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class ModelFolderTests
{
    private DirectoryInfo folder = null!;

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory("edgeagent-test-");

    [TearDown]
    public void RemoveFolder() => folder.Delete(recursive: true);

    [Test]
    public void Locate_FolderBesideTheBase_IsTaken()
    {
        folder.CreateSubdirectory("models");

        Assert.That(ModelFolder.Locate("models", folder.FullName).Path, Is.EqualTo(Path.Combine(folder.FullName, "models")));
    }

    [Test]
    public void Locate_NotBesideTheBase_IsTheProgramsOwn()
    {
        Assert.That(ModelFolder.Locate("models", folder.FullName).Path, Is.EqualTo(Path.Combine(AppContext.BaseDirectory, "models")));
    }
}

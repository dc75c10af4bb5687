using EdgeAgent.Commands.Setup;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Setup;

public sealed class ModelSearchTests
{
    [Test]
    public void Find_ManifestAloneBesideTheProgram_GivesTheFolderThatHasTheModelToo()
    {
        using var folder = new TempFolder();
        var models = Repository.File("models");
        File.Copy(Path.Combine(models, "nanodet.json"), folder.File("nanodet.json"));

        Assert.That(ModelSearch.Find("nanodet", [folder.File("none"), folder.Path, models]), Is.EqualTo(models));
        Assert.That(ModelSearch.Find("nanodet", [folder.File("none"), folder.Path]), Is.Null);
    }

    [Test]
    public void Folders_ProgramOfACheckout_HaveThatOfTheCheckout() =>
        Assert.That(ModelSearch.Folders(), Does.Contain(Repository.File("models")));
}

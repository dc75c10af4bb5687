using EdgeAgent.Commands;
using EdgeAgent.Tests.Detection;

namespace EdgeAgent.Tests.Commands;

public sealed class DetectCommandTests
{
    private string folder = "";

    [SetUp]
    public void MakeFolder()
    {
        ShippedModels.Demand("nanodet");
        folder = Directory.CreateTempSubdirectory("edgeagent-test-").FullName;
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void Invoke_FolderWithCsv_WritesAHeaderAndTheSameLinesEachTime()
    {
        Directory.CreateDirectory(Path.Combine(folder, "b"));
        File.Copy(RealPictures.CatFile, Path.Combine(folder, "b", "cat, asleep.png"));
        File.Copy(RealPictures.FaceFile, Path.Combine(folder, "a.png"));
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "no picture");

        var (exit, output, error) = Invoke("--csv", folder);
        var again = Invoke("--csv", folder);

        var lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Multiple(() =>
        {
            Assert.That((exit, error), Is.EqualTo((0, "")));
            Assert.That(lines[0], Is.EqualTo("file,label,confidence,x1,y1,x2,y2"));
            Assert.That(lines[1], Does.Match(@"a\.png,person,0\.\d{3},\d+,\d+,\d+,\d+$"));
            Assert.That(lines[^1], Does.Match("""^".*cat, asleep\.png",animal,0\.\d{3},\d+,\d+,\d+,\d+$"""));
            Assert.That(again.Output, Is.EqualTo(output));
        });
    }

    [Test]
    public void Invoke_FolderWithoutPictures_SaysWhatPicturesAre()
    {
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "no picture");

        var (exit, output, error) = Invoke(folder);

        Assert.That((exit, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Contain(folder).And.Contain(".jpg"));
    }

    [TestCase("3")]
    [TestCase("-0.1")]
    [TestCase("NaN")]
    public void Invoke_MinimumOutOfRange_SaysTheRange(string minimum)
    {
        var (exit, output, error) = Invoke("--minimum", minimum, RealPictures.CatFile);

        Assert.That((exit, output), Is.EqualTo((2, "")));
        Assert.That(error, Does.Contain($"--minimum {minimum}: from 0 to 1"));
    }

    [Test]
    public void Invoke_OneFileIsNoPicture_SaysSoAndLooksAtTheOthers()
    {
        var text = Path.Combine(folder, "a.jpg");
        File.WriteAllText(text, "no picture");

        var (exit, output, error) = Invoke(text, Path.Combine(folder, "gone.jpg"), RealPictures.CatFile);

        Assert.Multiple(() =>
        {
            Assert.That(exit, Is.EqualTo(1));
            Assert.That(output, Does.StartWith(RealPictures.CatFile + ",animal,"));
            Assert.That(error, Does.StartWith($"{text}: is not a picture").And.Contain("gone.jpg: "));
        });
    }

    [Test]
    public void Invoke_OwnModel_LooksWithIt()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes, ", \"fit\": \"stretch\"");

        var (exit, output, error) = Invoke("--models", model.Folder, "--model", "own", RealPictures.CoffeeFile);

        Assert.That((exit, output, error), Is.EqualTo((0, $"{RealPictures.CoffeeFile},person,0.900,150,50,450,350{Environment.NewLine}", "")));
    }

    [Test]
    public void Invoke_ModelThatIsNotThere_NamesThoseThatAre()
    {
        using var model = new OwnDetector(DetectorGraphs.Constant(), OwnDetector.Boxes);

        var (exit, output, error) = Invoke("--models", model.Folder, "--model", "yolox", RealPictures.CoffeeFile);

        Assert.That((exit, output, error), Is.EqualTo((2, "", $"--model yolox: there are own{Environment.NewLine}")));
    }

    [Test]
    public void Invoke_NoModel_NamesTheFixAndGivesOne()
    {
        File.Copy(Path.Combine(ShippedModels.Folder.Path, "nanodet.json"), Path.Combine(folder, "nanodet.json"));

        var (exit, output, error) = Invoke("--models", folder, RealPictures.CatFile);

        Assert.That((exit, output), Is.EqualTo((1, "")));
        Assert.That(error, Does.Contain("nanodet.onnx: missing; run: EdgeAgent models pull"));
    }

    private static (int Exit, string Output, string Error) Invoke(params string[] arguments) =>
        Verb.Invoke(DetectCommand.Create(), arguments.Contains("--models") ? arguments : ["--models", ShippedModels.Folder.Path, .. arguments]);
}

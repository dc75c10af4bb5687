using EdgeAgent.Commands;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using OpenCvSharp;

namespace EdgeAgent.Tests.Commands;

public sealed class EnrolCommandTests
{
    private TempFolder folder = null!;

    [SetUp]
    public void MakePictures()
    {
        ShippedModels.Demand(CropFeatures.ModelName);
        folder = new TempFolder();
        for (var i = 0; i < 12; i++)
        {
            Draw(folder.File($"good-{i}.png"), new Scalar(210, 70 + i, 30), i);
            Draw(folder.File($"bad-{i}.png"), new Scalar(30, i * 20, 210), i);
        }
    }

    [TearDown]
    public void RemoveFolder() => folder.Dispose();

    [Test]
    public void Invoke_AddFitListForget_TeachesTheHead()
    {
        var added = Enrol(["--head", "workwear", "--good", .. Pictures("good"), "--bad", .. Pictures("bad")]);
        var fitted = Enrol("fit", "--head", "workwear");
        var listed = Enrol("list");
        var forgotten = Enrol("forget", "--head", "workwear");
        var again = Enrol("forget", "--head", "workwear");

        Assert.That(added, Is.EqualTo((0, $"added,good,12{Environment.NewLine}added,bad,12{Environment.NewLine}", "")));
        Assert.That(fitted, Is.EqualTo((0, $"1.000,1.00,12,12{Environment.NewLine}", "")));
        Assert.That(listed.Output, Does.StartWith("workwear,taught,12,12,1.000,1.00,1"));
        Assert.That((forgotten.Exit, again.Exit), Is.EqualTo((0, 2)));
    }

    [Test]
    public void Invoke_SamePicturesTwice_AreCountedOnce()
    {
        Enrol(["--head", "workwear", "--good", .. Pictures("good")]);
        Enrol(["--head", "workwear", "--good", .. Pictures("good")]);

        Assert.That(Enrol("list").Output, Does.StartWith("workwear,not taught,12,0,,,"));
    }

    [Test]
    public void Fit_TooFew_IsRefusedWithTheReason()
    {
        var (exit, output, error) = Enrol("fit", "--head", "hat");

        Assert.That((exit, output), Is.EqualTo((1, $"0.000,0.00,0,0{Environment.NewLine}")));
        Assert.That(error, Does.Contain("10 good and 10 bad examples are needed"));
    }

    [Test]
    public void Remove_AnExample_IsGoneAndOneThatIsNoneIsAnError()
    {
        Enrol(["--head", "workwear", "--good", .. Pictures("good")]);
        var name = Path.GetFileNameWithoutExtension(Directory.GetFiles(folder.File("data", "examples", "workwear", "good"))[0]);

        Assert.That((Enrol("remove", "--head", "workwear", name).Exit, Enrol("remove", "--head", "workwear", name).Exit), Is.EqualTo((0, 2)));
        Assert.That(Enrol("remove", "--head", "workwear", "../../agent.db").Exit, Is.EqualTo(2));
        Assert.That(Enrol("list").Output, Does.StartWith("workwear,not taught,11,0"));
    }

    [Test]
    public void Invoke_FileThatIsNoPicture_IsNamedAndTheOthersAreTaken()
    {
        File.WriteAllText(folder.File("good-x.png"), "text");

        var (exit, output, error) = Enrol(["--head", "workwear", "--good", .. Pictures("good")]);

        Assert.That((exit, output), Is.EqualTo((1, $"added,good,12{Environment.NewLine}added,bad,0{Environment.NewLine}")));
        Assert.That(error, Does.Contain("good-x.png: is not a picture"));
    }

    [Test]
    public void Invoke_UnknownHead_NamesThoseThatThereAre() =>
        Assert.That(Enrol("fit", "--head", "shoes"), Is.EqualTo((2, "", $"--head shoes: there are workwear, hat, mask, gloves, container{Environment.NewLine}")));

    [Test]
    public void Judge_TaughtAndNot_JudgesOrSaysHow()
    {
        Enrol(["--head", "workwear", "--good", .. Pictures("good"), "--bad", .. Pictures("bad")]);
        var untaught = Verb.Invoke(JudgeCommand.Create(), ["--head", "workwear", .. Site, folder.File("good-0.png")]);
        var nowhere = Verb.Invoke(JudgeCommand.Create(), ["--head", "workwear", "--models", ShippedModels.Folder.Path, folder.File("good-0.png")]);
        Enrol("fit", "--head", "workwear");
        var taught = Verb.Invoke(JudgeCommand.Create(), ["--head", "workwear", .. Site, folder.File("good-0.png"), folder.File("bad-0.png")]);

        Assert.That(untaught.Exit, Is.EqualTo(1));
        Assert.That(untaught.Error, Does.Contain("not taught yet").And.Contain("EdgeAgent enrol fit --head workwear"));
        Assert.That((nowhere.Exit, nowhere.Error), Is.EqualTo((2, $"--head workwear: is taught on site; say where: --config FILE or --data FOLDER{Environment.NewLine}")));
        Assert.That(taught.Output, Does.Match(@"good-0\.png,0\.\d{4},fine\s+.*bad-0\.png,0\.\d{4},violation\s+$"));
    }

    private string[] Site => ["--data", folder.File("data"), "--models", ShippedModels.Folder.Path];

    private (int Exit, string Output, string Error) Enrol(params string[] arguments) => Verb.Invoke(EnrolCommand.Create(), [.. arguments, .. Site]);

    private string[] Pictures(string kind) => Directory.GetFiles(folder.Path, $"{kind}-*.png");

    private static void Draw(string file, Scalar colour, int number)
    {
        using var picture = new Mat(96, 96, MatType.CV_8UC3, Scalar.All(80 + number * 8));
        picture.Rectangle(new Rect(20 + number % 5, 20, 50, 56), colour, -1);
        picture.SaveImage(file);
    }
}

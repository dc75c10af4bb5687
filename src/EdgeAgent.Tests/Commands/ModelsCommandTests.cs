using EdgeAgent.Commands;
using EdgeAgent.Tests.Detection;

namespace EdgeAgent.Tests.Commands;

public sealed class ModelsCommandTests
{
    private TinyModel model = null!;

    [SetUp]
    public void MakeModel() => model = new TinyModel(Directory.CreateTempSubdirectory("edgeagent-test-").FullName);

    [TearDown]
    public void RemoveFolder() => Directory.Delete(model.Folder, recursive: true);

    [Test]
    public void Invoke_ListPullList_ShowsTheModelBecomingReady()
    {
        var before = Invoke("list");
        var pull = Invoke("pull", "--from", model.Folder);
        var after = Invoke("list");

        Assert.Multiple(() =>
        {
            Assert.That(before, Is.EqualTo((0, $"tiny,faces,@acme/tiny@1.2.3,MIT,missing{Environment.NewLine}", "")));
            Assert.That((pull.Exit, pull.Output), Is.EqualTo((0, "")));
            Assert.That(pull.Error, Does.Contain("tiny: converted"));
            Assert.That(after.Output, Does.EndWith(",ready" + Environment.NewLine));
        });
    }

    [Test]
    public void Invoke_Verify_NamesWhatIsWrong()
    {
        var missing = Invoke("verify");
        Invoke("pull", "--from", model.Folder);
        var ready = Invoke("verify");
        File.AppendAllText(model.Onnx, "x");
        var different = Invoke("verify");

        Assert.Multiple(() =>
        {
            Assert.That(missing.Exit, Is.EqualTo(1));
            Assert.That(missing.Error, Does.StartWith($"{model.Onnx}: missing"));
            Assert.That(ready, Is.EqualTo((0, "", "")));
            Assert.That(different.Exit, Is.EqualTo(1));
            Assert.That(different.Error, Does.StartWith($"{model.Onnx}: is not the file that tiny.json names"));
        });
    }

    [Test]
    public void Invoke_NoManifests_SaysSoAndGivesOne()
    {
        File.Delete(model.Manifest);

        var (exit, _, error) = Invoke("list");

        Assert.That(exit, Is.EqualTo(1));
        Assert.That(error, Does.StartWith($"{model.Folder}: no model manifest there"));
    }

    private (int Exit, string Output, string Error) Invoke(params string[] arguments) =>
        Verb.Invoke(ModelsCommand.Create(), [.. arguments, "--models", model.Folder]);
}

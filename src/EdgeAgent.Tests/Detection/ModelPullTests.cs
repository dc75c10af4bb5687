using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

public sealed class ModelPullTests
{
    private TinyModel model = null!;

    [SetUp]
    public void MakeModel() => model = new TinyModel(Directory.CreateTempSubdirectory("edgeagent-test-").FullName);

    [TearDown]
    public void RemoveFolder() => Directory.Delete(model.Folder, recursive: true);

    [Test]
    public async Task RunAsync_FromAFolder_MakesTheModelThatTheManifestNames()
    {
        await PullAsync();

        var folder = new ModelFolder(model.Folder);
        Assert.That(folder.State(folder.Manifest("tiny")), Is.EqualTo(ModelState.Ready));
    }

    [Test]
    public async Task RunAsync_ModelIsThere_NeedsNoPackage()
    {
        await PullAsync();
        File.Delete(model.Tarball);

        await PullAsync();

        Assert.That(model.Onnx, Does.Exist);
    }

    [Test]
    public async Task RunAsync_ModelIsDamaged_MakesItAnew()
    {
        await PullAsync();
        var whole = await File.ReadAllBytesAsync(model.Onnx);
        await File.WriteAllBytesAsync(model.Onnx, whole[..^1]);

        await PullAsync();

        Assert.That(await File.ReadAllBytesAsync(model.Onnx), Is.EqualTo(whole));
    }

    [Test]
    public void RunAsync_PackageWasTamperedWith_IsRefusedAndNothingWritten()
    {
        var bytes = File.ReadAllBytes(model.Tarball);
        bytes[^1] ^= 1;
        File.WriteAllBytes(model.Tarball, bytes);

        Assert.That(PullAsync, Throws.TypeOf<ModelUnusableException>().With.Message.Contains("sha512 differs"));
        Assert.That(model.Onnx, Does.Not.Exist);
    }

    [Test]
    public void RunAsync_ResultIsNotTheManifests_IsRefusedAndNothingWritten()
    {
        Change("\"sha256\": \"", "\"sha256\": \"00");

        Assert.That(PullAsync, Throws.TypeOf<ModelUnusableException>().With.Message.Contains("do not belong together"));
        Assert.That(model.Onnx, Does.Not.Exist);
    }

    [TestCase("package/tiny.bin", "package/gone.bin", "holds no package/gone.bin")]
    [TestCase("package/tiny.bin", "package/other.bin", "names package/tiny.bin, which source.weights of the manifest does not")]
    [TestCase("1.2.3", "1.2.4", "acme-tiny-1.2.4.tgz")]
    [TestCase("[\"y\"]", "[\"z\"]", "no node z")]
    public void RunAsync_ManifestDoesNotMatchThePackage_SaysWhere(string there, string instead, string message)
    {
        Change(there, instead);

        Assert.That(PullAsync, Throws.TypeOf<ModelUnusableException>().With.Message.Contains(message));
    }

    private void Change(string there, string instead) =>
        File.WriteAllText(model.Manifest, File.ReadAllText(model.Manifest).Replace(there, instead, StringComparison.Ordinal));

    private Task PullAsync() =>
        new ModelPull(new ModelFolder(model.Folder), packages: model.Folder, progress: _ => { }).RunAsync(CancellationToken.None);
}

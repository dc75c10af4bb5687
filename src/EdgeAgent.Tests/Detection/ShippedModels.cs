using EdgeAgent.Detection;

namespace EdgeAgent.Tests.Detection;

/// <summary>The checkout's own model folder, filled beforehand by <c>models pull</c>.</summary>
internal static class ShippedModels
{
    public static ModelFolder Folder { get; } = new(Path.Combine(CheckoutRoot(), ModelFolder.DefaultName));

    /// <summary>Fails the test with what to do where a model is not there yet.</summary>
    public static ModelManifest Demand(string name)
    {
        var manifest = Folder.Manifest(name);
        Assert.That(Folder.Problem(manifest), Is.Null, "install/test.sh pulls the models before it runs the tests");
        return manifest;
    }

    private static string CheckoutRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EdgeAgent.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("the tests run from a checkout, below EdgeAgent.sln");
    }
}

namespace EdgeAgent.Tests.Detection;

/// <summary>The folder of packed npm packages that some tests read; no test fetches anything itself.</summary>
internal static class NpmPackages
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("EDGEAGENT_TEST_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "edgeagent-tests");

    public static string Demand(string tarball)
    {
        var path = Path.Combine(Folder, tarball);
        Assert.That(path, Does.Exist, "install/test.sh fetches it (npm pack) into EDGEAGENT_TEST_PACKAGES, by default ~/.cache/edgeagent-tests");
        return path;
    }
}

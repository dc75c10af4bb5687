namespace EdgeAgent.Tests.Support;

/// <summary>Files of the checkout that the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Recorded footage that lies beside the checkout on some machines; where it is absent, the test is skipped.</summary>
    public static string SharedMedia(string name) => Shared("media", name);

    /// <summary>A training picture, or a folder of them, that lies beside the checkout on some machines; where it is absent, the test is skipped.</summary>
    public static string SharedDataset(params string[] parts) => Shared(["datasets", .. parts]);

    private static string Shared(params string[] parts)
    {
        var path = Path.GetFullPath(Path.Combine([Root, "..", "shared", .. parts]));
        if (!Path.Exists(path))
        {
            Assert.Ignore($"needs {string.Join('/', parts)}, which is kept beside the checkout");
        }

        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "EdgeAgent.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No EdgeAgent.sln above {AppContext.BaseDirectory}");
    }
}

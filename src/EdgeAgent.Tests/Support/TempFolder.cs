namespace EdgeAgent.Tests.Support;

/// <summary>An empty folder of its own, removed with everything in it at the end of the test.</summary>
public sealed class TempFolder(string? parent = null) : IDisposable
{
    public string Path { get; } = parent is null
        ? Directory.CreateTempSubdirectory("edgeagent-").FullName
        : Directory.CreateDirectory(System.IO.Path.Combine(parent, $"edgeagent-{Guid.NewGuid():n}")).FullName;

    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}

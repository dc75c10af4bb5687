using System.Text;
using EdgeAgent.Storage;

namespace EdgeAgent.Video.Push;

/// <summary>Options of one run of ffmpeg in a file that only the agent can read, gone when it is disposed.</summary>
internal sealed class HiddenOptions : IDisposable
{
    private const string Name = "push.preset";

    private readonly string path;

    private HiddenOptions(string path) => this.path = path;

    /// <summary>The command line's part: reads the file.</summary>
    public IReadOnlyList<string> Arguments => ["-fpre", path];

    /// <param name="folder">Of the agent; one such file at a time.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static HiddenOptions Write(string folder, IReadOnlyList<(string Option, string Value)> options)
    {
        var written = new HiddenOptions(Path.Combine(folder, Name));
        using var file = PrivateFile.Create(written.path, folder);
        file.Write(Encoding.ASCII.GetBytes(string.Concat(options.Select(option => $"{option.Option}={option.Value}\n"))));
        return written;
    }

    /// <summary>Deletes what a power cut has left.</summary>
    public static void RemoveLeft(string folder) => File.Delete(Path.Combine(folder, Name));

    public void Dispose() => File.Delete(path);
}

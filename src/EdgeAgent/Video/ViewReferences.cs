using System.Text.Json;
using EdgeAgent.Storage;

namespace EdgeAgent.Video;

/// <summary>Keeps what was learnt of each camera's view, in one file for each camera.</summary>
/// <param name="folder">Made when the first reference is saved.</param>
public sealed class ViewReferences(string folder)
{
    /// <param name="camera">The camera's id.</param>
    /// <returns>What was saved; null when nothing was.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or foreign: its message names it. The view can be learnt anew.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public ViewReference? Load(string camera)
    {
        var path = PathOf(camera);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var reference = JsonSerializer.Deserialize<ViewReference>(File.ReadAllBytes(path));
            return IsWhole(reference) ? reference : throw new InvalidDataException($"{path} holds no learnt view of a camera.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path} holds no learnt view of a camera: {error.Message}", error);
        }
    }

    /// <exception cref="IOException">Disk full or not writable; what was saved before is then still there.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public void Save(string camera, ViewReference reference) =>
        AtomicFile.Write(PathOf(camera), JsonSerializer.SerializeToUtf8Bytes(reference));

    private string PathOf(string camera) => Path.Combine(folder, camera + ".json");

    private static bool IsWhole(ViewReference? reference) =>
        reference is { Width: >= 0, Height: >= 0 } && IsWhole(reference.Day) && IsWhole(reference.Infrared);

    private static bool IsWhole(LearntView? view) =>
        view is null
        || (view.Recent.Length == LearntView.Columns * LearntView.Rows
            && view.Lasting.Length == LearntView.Columns * LearntView.Rows
            && view.Flicker is >= 0 and <= 1);
}

using Microsoft.Net.Http.Headers;

namespace EdgeAgent.StatusPage;

/// <summary>
/// A file as an answer. It is opened here, not when the answer is sent: retention may delete it between, and what is open can
/// still be read to its end.
/// </summary>
internal static class FileAnswer
{
    /// <param name="missing">What to say where there is no such file.</param>
    /// <param name="name">Under which it is to be saved; null where it is to be shown.</param>
    public static IResult Of(string path, string type, string missing, string? name = null, EntityTagHeaderValue? tag = null)
    {
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 0, FileOptions.Asynchronous);
            return TypedResults.Stream(file, type, name, File.GetLastWriteTimeUtc(file.SafeFileHandle), tag, enableRangeProcessing: true);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return TypedResults.NotFound(missing);
        }
    }
}

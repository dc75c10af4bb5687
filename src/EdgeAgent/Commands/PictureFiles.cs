using OpenCvSharp;

namespace EdgeAgent.Commands;

/// <summary>Finds and reads the pictures that somebody names on the command line.</summary>
internal static class PictureFiles
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".bmp", ".webp"];

    /// <summary>Files as they are named; of folders, the pictures within and below, in ordinal order.</summary>
    /// <exception cref="UsageException">A folder holds no picture.</exception>
    public static IReadOnlyList<string> Expand(IEnumerable<string> paths) =>
        [.. paths.SelectMany(path => Directory.Exists(path) ? PicturesOf(path) : [path])];

    /// <returns>8-bit BGR, at least 2 x 2 pixels, to be disposed by the caller; null where there is none.</returns>
    /// <param name="problem">Why there is none.</param>
    public static Mat? Read(string file, out string? problem)
    {
        try
        {
            var bytes = File.ReadAllBytes(file);
            var picture = bytes.Length == 0 ? new Mat() : Cv2.ImDecode(bytes, ImreadModes.Color);
            if (picture.Width >= 2 && picture.Height >= 2)
            {
                problem = null;
                return picture;
            }

            picture.Dispose();
            problem = "is not a picture that can be read";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OpenCVException)
        {
            problem = error.Message;
        }

        return null;
    }

    private static List<string> PicturesOf(string folder)
    {
        var pictures = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .ToList();
        return pictures.Count > 0 ? pictures : throw new UsageException($"{folder}: holds no picture ({string.Join(", ", Endings)})");
    }

    /// <summary>A file's name as a field of comma-separated values (RFC 4180).</summary>
    public static string Quoted(string file) =>
        file.AsSpan().IndexOfAny(",\"\n") < 0 ? file : $"\"{file.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

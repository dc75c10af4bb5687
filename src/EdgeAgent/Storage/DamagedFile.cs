using System.Globalization;
using System.Text;
using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>A database file that is damaged: kept for whoever wants to look into it.</summary>
internal static class DamagedFile
{
    private const string Mark = ".damaged";

    // LiteDB takes a file shorter than its first page for a new one.
    private const int PageBytes = 8192;

    /// <summary>Whether a file that could not be opened is damaged, and not merely out of reach at present.</summary>
    public static bool IsMeant(Exception error) => error.GetBaseException() is not (IOException or UnauthorizedAccessException or OutOfMemoryException) or EndOfStreamException;

    /// <summary>Whether an error of an open database says that its file is damaged.</summary>
    public static bool IsFoundBy(Exception error) =>
        error is LiteException { ErrorCode: LiteException.INVALID_DATABASE or LiteException.INVALID_DATAFILE_STATE }
        || (error is IndexOutOfRangeException or ArgumentOutOfRangeException or InvalidCastException or NullReferenceException or OverflowException
            && error.StackTrace?.Contains(" LiteDB.Engine.", StringComparison.Ordinal) == true);

    /// <summary>Has the next start set the file aside, until <see cref="Forget"/>.</summary>
    public static void Tell(string path, string reason)
    {
        try
        {
            File.WriteAllText(path + Mark, reason);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start reads all of the file anyway.
        }
    }

    /// <summary>That it was set aside is known elsewhere now.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Forget(string path) => File.Delete(path + Mark);

    /// <returns>What was set aside and is not known elsewhere yet; null where nothing was.</returns>
    public static DatabaseDamage? Unnoted(string path) =>
        Lines(path) is [.. var reason, var aside] && aside.StartsWith(path + Mark, StringComparison.Ordinal) && File.Exists(aside)
            ? new DatabaseDamage(string.Join('\n', reason), aside)
            : null;

    /// <returns>What is known to be wrong without opening the file; null where nothing is.</returns>
    public static string? KnownOf(string path) =>
        File.Exists(path + Mark) ? string.Join('\n', Lines(path).Where(line => !line.StartsWith(path + Mark, StringComparison.Ordinal)))
        : new FileInfo(path) is { Exists: true, Length: > 0 and < PageBytes } file ? $"only {file.Length} bytes are left of it"
        : null;

    /// <summary>Renames the file and its log. A power cut at any instant leaves the reason, for which the next start does it again.</summary>
    /// <returns>The new name.</returns>
    /// <exception cref="DatabaseUnreadableException">The folder cannot be written.</exception>
    public static string SetAside(string path, string reason)
    {
        var log = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "-log" + Path.GetExtension(path));
        var number = 1;
        while (File.Exists(Aside(path, number)) || File.Exists(Aside(log, number)))
        {
            number++;
        }

        try
        {
            AtomicFile.Write(path + Mark, Encoding.UTF8.GetBytes($"{reason}\n{Aside(path, number)}"));
            foreach (var file in new[] { log, path }.Where(File.Exists))
            {
                File.Move(file, Aside(file, number));
            }

            return Aside(path, Math.Max(1, File.Exists(Aside(path, number)) ? number : number - 1));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnreadableException($"database {path} is damaged and cannot be set aside: {error.Message}", error);
        }
    }

    private static string[] Lines(string path) => File.Exists(path + Mark) ? File.ReadAllLines(path + Mark) : [];

    private static string Aside(string path, int number) => string.Create(CultureInfo.InvariantCulture, $"{path}{Mark}-{number}");
}

/// <summary>A database that was set aside because it is damaged.</summary>
/// <param name="Reason">What was found.</param>
/// <param name="SetAside">Where the file lies now.</param>
public sealed record DatabaseDamage(string Reason, string SetAside);

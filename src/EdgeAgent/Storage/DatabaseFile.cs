using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>The LiteDB file itself: owned by one process, opened and closed.</summary>
internal static class DatabaseFile
{
    // What Linux and Windows say of a file that somebody else has locked.
    private const int WouldBlock = 11;
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <summary>LiteDB itself lets a second process write to the same file, and both are lost. The system lets go of the lock at a crash.</summary>
    /// <returns>Holds the file for this process until it is disposed.</returns>
    /// <exception cref="DatabaseInUseException">Another agent has it.</exception>
    /// <exception cref="DatabaseUnreadableException">The folder cannot be written.</exception>
    public static FileStream Own(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or SharingViolation)
        {
            throw new DatabaseInUseException($"database {path} is in use by another agent: stop that one, or give this one a folder of its own (storage.folder)", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnreadableException($"{path}.lock cannot be written: {error.Message}", error);
        }
    }

    /// <param name="inspect">What is to succeed with it, or it counts as one that cannot be opened.</param>
    /// <exception cref="DatabaseUnreadableException">It cannot be opened for writing, or fails the inspection.</exception>
    public static LiteDatabase Open(string path, Action<LiteDatabase>? inspect = null)
    {
        LiteDatabase? opened = null;
        try
        {
            opened = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct }, Mapper()) { UtcDate = true };
            inspect?.Invoke(opened);
            return opened;
        }
        catch (Exception error)
        {
            // LiteDB fails on a damaged file with whatever the damage leads to.
            Discard(opened);
            throw new DatabaseUnreadableException($"database {path} cannot be opened for writing: {error.Message}", error);
        }
    }

    /// <summary>Closes it as well as it can be closed.</summary>
    public static void Discard(LiteDatabase? broken)
    {
        try
        {
            broken?.Dispose();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The error that led here is the one to tell.
        }
    }

    // By default LiteDB stores an empty text as null and cuts blanks off; what is kept must come back as it was.
    private static BsonMapper Mapper() => new() { EmptyStringToNull = false, TrimWhitespace = false };
}

/// <summary>Another agent uses the database.</summary>
public sealed class DatabaseInUseException(string message, Exception inner) : IOException(message, inner);

/// <summary>The database cannot be opened now.</summary>
public sealed class DatabaseUnreadableException(string message, Exception inner) : IOException(message, inner);

using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>
/// The one LiteDB file of the process. LiteDB 5 has corrupted files under concurrent writers of different
/// collections (litedb-org/LiteDB #2825), so every write goes through <see cref="InTransaction(Action)"/>, one at a time.
/// Rows are small: pictures are files.
/// </summary>
public sealed class AgentDatabase : IDisposable
{
    private readonly LiteDatabase database;
    private readonly Lock writing = new();
    private readonly DiskSpace disk;
    private readonly FileStream ownership;
    private bool inTransaction;

    /// <exception cref="DatabaseUnreadableException">The file is damaged, in use by another agent, or may not be opened.</exception>
    public AgentDatabase(string path, DiskSpace disk)
    {
        this.disk = disk;
        ownership = Own(path);
        try
        {
            database = new LiteDatabase(new ConnectionString { Filename = path, Connection = ConnectionType.Direct })
            {
                UtcDate = true,
            };
            _ = database.GetCollectionNames().ToList();
        }
        catch (Exception error)
        {
            // LiteDB fails on a damaged file with whatever the damage leads to.
            ownership.Dispose();
            throw new DatabaseUnreadableException($"database {path} cannot be opened: {error.Message}", error);
        }
    }

    public ILiteCollection<T> Collection<T>(string name) => database.GetCollection<T>(name);

    /// <summary>Runs the writes as one transaction: all are on disk when it returns, or none.</summary>
    /// <exception cref="DiskFullException">The reserve is used up; nothing was written.</exception>
    /// <exception cref="IOException">The commit did not reach the disk; nothing was written.</exception>
    public void InTransaction(Action writes) => Run(writes, mayUseReserve: false);

    /// <summary>
    /// For writes that end something and let rows go: they may use the reserve, or a full disk would keep for ever what
    /// is done with.
    /// </summary>
    /// <exception cref="IOException">The commit did not reach the disk; nothing was written.</exception>
    public void InTransactionOnReserve(Action writes) => Run(writes, mayUseReserve: true);

    /// <summary>A transaction belongs to a thread: an await inside makes Commit return false without an exception.</summary>
    [Obsolete("A LiteDB transaction must not await.", error: true)]
    public void InTransaction(Func<Task> writes) => throw new NotSupportedException();

    public void Dispose()
    {
        database.Dispose();
        ownership.Dispose();
    }

    // LiteDB itself lets a second process write to the same file, and both are lost. The system lets go of the lock at a crash.
    private static FileStream Own(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseUnreadableException($"database {path} is in use by another agent or may not be written: {error.Message}", error);
        }
    }

    private void Run(Action writes, bool mayUseReserve)
    {
        lock (writing)
        {
            if (inTransaction)
            {
                throw new InvalidOperationException("a transaction is already open on this thread");
            }

            if (!mayUseReserve)
            {
                disk.DemandReserve();
            }

            inTransaction = true;
            try
            {
                database.BeginTrans();
                writes();
                if (!database.Commit())
                {
                    throw new IOException("the database did not commit");
                }

                // Commit only hands the pages to a background writer; a checkpoint waits until they are on disk.
                database.Checkpoint();
            }
            catch
            {
                database.Rollback();
                throw;
            }
            finally
            {
                inTransaction = false;
            }
        }
    }
}

/// <summary>The database file is damaged, locked by another agent, or not permitted.</summary>
public sealed class DatabaseUnreadableException(string message, Exception inner) : IOException(message, inner);

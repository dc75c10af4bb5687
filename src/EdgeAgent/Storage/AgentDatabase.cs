using System.Collections.Concurrent;
using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>
/// The one LiteDB file of the process. LiteDB 5 has corrupted files under concurrent writers of different
/// collections (litedb-org/LiteDB #2825), so every write goes through <see cref="InTransaction(Action)"/>, one at a time.
/// Rows are small: pictures are files.
/// </summary>
public sealed class AgentDatabase : IDisposable
{
    private readonly string path;
    private readonly Lock writing = new();
    private readonly ConcurrentDictionary<string, bool> made = new(StringComparer.OrdinalIgnoreCase);
    private readonly DiskSpace disk;
    private readonly SchemaUpgrade schema;
    private readonly FileStream ownership;
    private volatile LiteDatabase? open;
    private bool inTransaction;
    private bool isDead;
    private bool isDisposed;

    /// <summary>Opens the file after reading all of it; one that is damaged is set aside, and a new one begun. Rows of earlier versions are brought to this one's.</summary>
    /// <exception cref="DatabaseInUseException">Another agent uses it.</exception>
    /// <exception cref="DatabaseNewerException">A later version of the program has written it.</exception>
    /// <exception cref="DatabaseUnreadableException">The disk does not answer, is full, or may not be written.</exception>
    public AgentDatabase(string path, DiskSpace disk)
        : this(path, disk, DatabaseSchema.Steps)
    {
    }

    internal AgentDatabase(string path, DiskSpace disk, IReadOnlyList<Action<LiteDatabase>> steps)
    {
        this.path = path;
        this.disk = disk;
        schema = new SchemaUpgrade(path, steps);
        ownership = DatabaseFile.Own(path);
        try
        {
            open = OpenWhole();
            Upgrade(open);
        }
        catch
        {
            DatabaseFile.Discard(open);
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>What was found damaged when this was opened; null where all was well. Found again at the next start until <see cref="DamageIsNoted"/>.</summary>
    public DatabaseDamage? Damage { get; private set; }

    /// <summary>Call when the damage is noted where a power cut does not take it.</summary>
    public void DamageIsNoted() => DamagedFile.Forget(path);

    /// <summary>For one use: after a disk error the collections of the time before are dead.</summary>
    /// <exception cref="DatabaseUnreadableException">It was closed by a disk error and cannot be opened yet.</exception>
    public ILiteCollection<T> Collection<T>(string name)
    {
        if (!made.ContainsKey(name) && !writing.IsHeldByCurrentThread)
        {
            Make(name);
        }

        return Current.GetCollection<T>(name);
    }

    /// <summary>Reads. Where that fails the file is opened anew for whoever comes next: a dead engine does not come back by itself.</summary>
    /// <exception cref="DatabaseUnreadableException">It was closed by a disk error and cannot be opened yet.</exception>
    public T Read<T>(Func<T> read)
    {
        var used = Current;
        try
        {
            return read();
        }
        catch (Exception error) when (IsFailure(error))
        {
            lock (writing)
            {
                if (open == used && !inTransaction)
                {
                    Close();
                }
            }

            throw;
        }
    }

    /// <summary>Runs the writes as one transaction: all are on disk when it returns, or none.</summary>
    /// <exception cref="DiskFullException">The reserve is used up; nothing was written.</exception>
    /// <exception cref="IOException">The commit did not reach the disk; nothing was written.</exception>
    public void InTransaction(Action writes) => Run(writes, mayUseReserve: false);

    /// <summary>
    /// For writes that end something and let rows go: they may use the reserve, or a full disk would keep for ever what
    /// is done with.
    /// </summary>
    /// <exception cref="DiskFullException">The reserve too is nearly used up; nothing was written.</exception>
    /// <exception cref="IOException">The commit did not reach the disk; nothing was written.</exception>
    public void InTransactionOnReserve(Action writes) => Run(writes, mayUseReserve: true);

    /// <summary>A transaction belongs to a thread: an await inside makes Commit return false without an exception.</summary>
    [Obsolete("A LiteDB transaction must not await.", error: true)]
    public void InTransaction(Func<Task> writes) => throw new NotSupportedException();

    /// <summary>Whether an error means that database or disk do not answer at present, which is waited for.</summary>
    public static bool IsFailure(Exception error) =>
        error is LiteException or IOException or UnauthorizedAccessException or ObjectDisposedException;

    public void Dispose()
    {
        lock (writing)
        {
            isDisposed = true;
            open?.Dispose();
            open = null;
            ownership.Dispose();
        }
    }

    /// <summary>
    /// Whether there is room for a transaction. On a disk without any LiteDB's commit succeeds and its checkpoint then waits
    /// for ever, so it never gets that far.
    /// </summary>
    /// <exception cref="DiskFullException">There is none.</exception>
    public void Demand(bool mayUseReserve)
    {
        if (mayUseReserve)
        {
            disk.DemandFloor();
        }
        else
        {
            disk.DemandReserve();
        }
    }

    private LiteDatabase Current
    {
        get
        {
            if (open is { } current)
            {
                return current;
            }

            lock (writing)
            {
                // The next run in this process may have the file by now.
                ObjectDisposedException.ThrowIf(isDisposed, this);
                return isDead ? throw new InvalidDataException($"database {path} is damaged: it is made anew at the next start") : open ??= DatabaseFile.Open(path);
            }
        }
    }

    // Who reads a collection while another thread is just making it finds a page that is none yet, and LiteDB's engine dies of it.
    private void Make(string name)
    {
        lock (writing)
        {
            try
            {
                if (!Current.CollectionExists(name))
                {
                    Run(
                        () =>
                        {
                            var rows = Current.GetCollection(name);
                            rows.Delete(rows.Insert(new BsonDocument()));
                        },
                        mayUseReserve: true);
                }

                made.TryAdd(name, true);
            }
            catch (DiskFullException)
            {
                // Nobody makes it now; what is not there reads as empty.
            }
        }
    }

    private LiteDatabase OpenWhole()
    {
        try
        {
            if (DamagedFile.Unnoted(path) is { } before)
            {
                Damage = before;
            }
            else if (DamagedFile.KnownOf(path) is { } reason)
            {
                throw new InvalidDataException(reason);
            }

            return DatabaseFile.Open(path, opened => opened.GetCollectionNames().ToList().ForEach(name => opened.GetCollection(name).FindAll().Count()));
        }
        catch (Exception error) when (DamagedFile.IsMeant(error))
        {
            var found = error.GetBaseException().Message;
            Damage = new DatabaseDamage(found, DamagedFile.SetAside(path, found));
            return DatabaseFile.Open(path);
        }
    }

    private void Upgrade(LiteDatabase opened)
    {
        try
        {
            if (schema.IsNeeded(opened))
            {
                Demand(mayUseReserve: true);
            }

            schema.Run(opened);
        }
        catch (Exception error) when (error is not DatabaseNewerException and not OutOfMemoryException)
        {
            throw new DatabaseUnreadableException($"database {path} cannot be brought to this version of its schema: {error.Message}", error);
        }
    }

    // LiteDB's engine closes itself at the first error of the disk and answers every later call with that same error,
    // also when the disk is well again. What was committed is in the file; whoever comes next opens it anew.
    private void Close()
    {
        var broken = open;
        open = null;
        try
        {
            // Without this the engine would wait a minute for its own transaction to end.
            broken?.Rollback();
        }
        catch (Exception error) when (error is IOException or LiteException)
        {
            // The error that led here is the one to tell.
        }

        DatabaseFile.Discard(broken);
    }

    private void Run(Action writes, bool mayUseReserve)
    {
        lock (writing)
        {
            if (inTransaction)
            {
                throw new InvalidOperationException("a transaction is already open on this thread");
            }

            Demand(mayUseReserve);

            inTransaction = true;
            try
            {
                var database = Current;
                database.BeginTrans();
                writes();
                if (!database.Commit())
                {
                    throw new IOException("the database did not commit");
                }

                // Commit only hands the pages to a background writer; a checkpoint waits until they are on disk.
                database.Checkpoint();
            }
            catch (Exception error) when (DamagedFile.IsFoundBy(error))
            {
                // The next start sets the file aside: what is in memory of it cannot be trusted either.
                Close();
                isDead = true;
                DamagedFile.Tell(path, error.Message);
                throw new InvalidDataException($"database {path} is damaged: {error.Message}", error);
            }
            catch (Exception error) when (IsFailure(error))
            {
                Close();
                throw;
            }
            catch
            {
                open?.Rollback();
                throw;
            }
            finally
            {
                inTransaction = false;
            }
        }
    }
}

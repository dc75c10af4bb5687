using System.Globalization;
using LiteDB;

namespace EdgeAgent.Storage;

/// <summary>
/// Brings a database to the newest version of its schema, each step in one transaction. Before the first it is copied beside itself, as
/// <c>agent.db.v3.backup</c> where it had version 3.
/// </summary>
/// <param name="steps">The first leads to version 1.</param>
internal sealed class SchemaUpgrade(string path, IReadOnlyList<Action<LiteDatabase>> steps)
{
    private const int BackupsKept = 3;

    public bool IsNeeded(LiteDatabase database) => database.UserVersion < steps.Count;

    /// <exception cref="DatabaseNewerException">A later version of the program has written it; nothing was changed.</exception>
    /// <exception cref="IOException">The disk takes no copy, or not the changes; it is as it was, or some steps further.</exception>
    public void Run(LiteDatabase database)
    {
        if (database.UserVersion > steps.Count)
        {
            throw new DatabaseNewerException(Refusal(database.UserVersion));
        }

        if (IsNeeded(database) && database.GetCollectionNames().Any())
        {
            BackUp(database);
        }

        while (IsNeeded(database))
        {
            database.BeginTrans();
            try
            {
                steps[database.UserVersion](database);
                database.Commit();
            }
            catch
            {
                // The engine would otherwise wait a minute for the transaction to end.
                database.Rollback();
                throw;
            }

            database.UserVersion++;
            database.Checkpoint();
        }
    }

    // Where a power cut came in the middle, the copy from before stays: the file may hold the step already.
    private void BackUp(LiteDatabase database)
    {
        var copy = BackupOf(database.UserVersion);
        if (File.Exists(copy))
        {
            return;
        }

        database.Checkpoint();
        using (var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        using (var content = new MemoryStream())
        {
            source.CopyTo(content);
            AtomicFile.WriteLike(path, copy, content.GetBuffer().AsSpan(0, (int)content.Length));
        }

        foreach (var old in Backups().SkipLast(BackupsKept))
        {
            File.Delete(BackupOf(old));
        }
    }

    private string Refusal(int version)
    {
        var backup = Backups().LastOrDefault(each => each <= steps.Count, -1);
        var instead = backup < 0
            ? "move the file away: all but the pauses of cameras is made anew from the chain of evidence"
            : $"put {BackupOf(backup)} in its place: what came later is taken up from the chain of evidence";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"database {path} has version {version} of its schema, and this program knows none above {steps.Count}: install the later program again, or {instead}");
    }

    private string BackupOf(int version) => string.Create(CultureInfo.InvariantCulture, $"{path}.v{version}.backup");

    private IEnumerable<int> Backups() => Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path) + ".v*.backup")
        .Select(file => file.Split('.')[^2][1..])
        .Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : -1)
        .Where(version => version >= 0).Order();
}

/// <summary>A later version of the program has written the database; says what can be done.</summary>
public sealed class DatabaseNewerException(string message) : IOException(message);

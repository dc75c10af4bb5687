using EdgeAgent.Rules;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>
/// Gives the clips of delivered incidents up, oldest first, where the disk runs short although the recordings have made what
/// room they can: new evidence counts more. Pictures stay, and so does everything of an incident that is not delivered.
/// </summary>
public sealed partial class ClipRoom(EvidenceStore store, DiskSpace disk, ILogger<ClipRoom> logger)
{
    // A clip of a minute has some 30 MB.
    private const long Margin = 60_000_000;

    private string? told;

    /// <summary>Where too little is free, deletes clips until there is enough again or none is left to delete.</summary>
    /// <param name="isUndelivered">Whether the centre does not know all of an incident yet.</param>
    /// <exception cref="IOException">The database does not answer.</exception>
    public void Make(Func<Incident, bool> isUndelivered)
    {
        var lacking = disk.ReserveBytes + Margin - disk.FreeBytes;
        if (lacking <= 0)
        {
            return;
        }

        var (clips, bytes, stays) = (0, 0L, (string?)null);
        foreach (var orphan in store.OrphanedClips())
        {
            stays ??= ProblemOf(() => File.Delete(orphan));
        }

        // One that cannot be deleted is no reason to keep the others.
        foreach (var (incident, clip) in store.Clips().Where(each => !isUndelivered(each.Incident)).TakeWhile(_ => bytes < lacking + Margin))
        {
            if (ProblemOf(() => store.DropClip(incident, clip)) is { } problem)
            {
                stays ??= problem;
            }
            else
            {
                (clips, bytes) = (clips + 1, bytes + clip.Bytes);
            }
        }

        if (clips > 0)
        {
            LogGivenUp(clips, bytes / 1_000_000);
        }

        if (stays is not null && stays != told)
        {
            LogStays(stays);
        }

        told = stays;
    }

    private static string? ProblemOf(Action delete)
    {
        try
        {
            delete();
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A clip cannot be deleted: {Problem}")]
    private partial void LogStays(string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The disk runs short: the oldest {Clips} clips ({Megabytes} MB) of delivered incidents were given up; their pictures are kept")]
    private partial void LogGivenUp(int clips, long megabytes);
}

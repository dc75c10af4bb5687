using EdgeAgent.Cameras;
using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.Recording;

/// <summary>
/// Takes up what a kill, a power cut or a full disk has left unfinished: a file is cut after its last whole fragment and named.
/// What this run is writing is left alone, and a file that the disk does not take is no reason to leave the others.
/// </summary>
internal sealed partial class PartialSegments(SegmentIndex index, ILogger logger)
{
    // Yesterday's and today's, and the oldest, from which retention may just have deleted.
    private const int LastWritten = 3;

    /// <summary>In the folders that were written to last, where a file that was being written lies.</summary>
    /// <returns>The segments that came of it.</returns>
    public List<Segment> TakeUpLast(string camera) => TakeUp(camera, ByLastWrite(camera).Take(LastWritten));

    /// <summary>In the others: what could not be taken up at the time. Lists all names.</summary>
    /// <returns>The segments that came of it.</returns>
    public List<Segment> TakeUpOthers(string camera) => TakeUp(camera, ByLastWrite(camera).Skip(LastWritten));

    private List<string> ByLastWrite(string camera)
    {
        try
        {
            return [.. index.Days(camera).Select(day => index.FolderOf(camera, day)).OrderByDescending(Directory.GetLastWriteTimeUtc)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogLeft(camera, error.Message);
            return [];
        }
    }

    private List<Segment> TakeUp(string camera, IEnumerable<string> folders) =>
        [.. folders.SelectMany(folder => FilesIn(camera, folder)).Select(path => TryTakeUp(camera, path)).OfType<Segment>()];

    private string[] FilesIn(string camera, string folder)
    {
        try
        {
            return [.. Directory.GetFiles(folder, $"*{SegmentFile.Ending}").Where(path => !index.IsBeingWritten(path))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogLeft(camera, error.Message);
            return [];
        }
    }

    private Segment? TryTakeUp(string camera, string path)
    {
        try
        {
            return SegmentFile.TryParse(path, out var start, out var role) ? TakeUp(camera, path, start, role) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogLeft(camera, error.Message);
            return null;
        }
    }

    private Segment? TakeUp(string camera, string path, DateTimeOffset start, StreamRole role)
    {
        Segment? segment = null;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            if (WholeFragments(file) is var (head, duration, length))
            {
                file.SetLength(length);
                file.Flush(flushToDisk: true);
                segment = SegmentFile.SegmentOf(role, head, start, duration, length);
            }
        }

        if (segment is { } named)
        {
            index.Name(camera, named, path);
        }
        else
        {
            File.Delete(path);
        }

        return segment;
    }

    private static (StreamHead Head, TimeSpan Duration, long Length)? WholeFragments(FileStream file)
    {
        var reader = new FragmentReader(file);
        StreamHead? head = null;
        (TimeSpan Start, TimeSpan End, long Length)? whole = null;
        try
        {
            head = reader.ReadHead();
            while (head is not null && reader.ReadStart(head) is { } start && reader.TrySkipRest(start))
            {
                var times = start.Times;
                whole = (whole?.Start ?? times.Start, times.Start + times.Duration, reader.Position);
            }
        }
        catch (InvalidDataException)
        {
            // After a power cut the end of a file may be anything.
        }

        return whole is var (began, ended, length) ? (head!, ended - began, length) : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: what an earlier run left unfinished cannot be taken up: {Problem}")]
    private partial void LogLeft(string camera, string problem);
}

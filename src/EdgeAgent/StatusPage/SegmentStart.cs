using EdgeAgent.Recording.Mp4;

namespace EdgeAgent.StatusPage;

/// <summary>What stands at a segment's beginning.</summary>
/// <param name="HeadBytes">Bytes of its head.</param>
/// <param name="DecodeTime">Of its first picture, in its stream's time.</param>
internal sealed record SegmentStart(StreamHead Head, int HeadBytes, TimeSpan DecodeTime)
{
    private const int BufferBytes = 4096;

    /// <returns>Null where retention has taken the file away meanwhile, or it is damaged.</returns>
    public static SegmentStart? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferBytes);
            var reader = new FragmentReader(file);
            return reader.ReadHead() is { } head && reader.Position is var bytes && reader.ReadStart(head) is { } start
                ? new SegmentStart(head, (int)bytes, start.Times.Start)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}

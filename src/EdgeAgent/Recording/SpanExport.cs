using System.Security.Cryptography;
using EdgeAgent.Cameras;
using EdgeAgent.Video;

namespace EdgeAgent.Recording;

/// <summary>Makes one MP4 that any player opens of a span of a recording, without re-encoding it.</summary>
public sealed class SpanExport(SegmentIndex index, VideoOptions options, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(2);

    /// <summary>What is recorded of the span, in bytes; the export is about as large.</summary>
    public long Estimate(string camera, StreamRole stream, DateTimeOffset from, DateTimeOffset to) =>
        index.Find(camera, stream, from, to).Sum(segment => segment.Bytes);

    /// <summary>Writes the file, which is there whole or not at all.</summary>
    /// <param name="progress">Told how much is done, 0 to 1.</param>
    /// <exception cref="InvalidDataException">Nothing is recorded of the span, or it cannot be one file.</exception>
    /// <exception cref="IOException">The disk does not take it.</exception>
    /// <exception cref="StreamException">ffmpeg failed.</exception>
    public async Task<ExportedSpan> WriteAsync(
        string camera, StreamRole stream, DateTimeOffset from, DateTimeOffset to, string path, Action<double> progress, CancellationToken cancellationToken)
    {
        var reader = new SpanReader(index, camera, stream, from, to);
        if (reader.Segments.Count == 0)
        {
            throw new InvalidDataException("nothing is recorded of that time");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".partial";
        try
        {
            await RemuxAsync(reader, unfinished, progress, cancellationToken);
            var sum = await SumAsync(unfinished, cancellationToken);
            File.Move(unfinished, path, overwrite: true);
            return new ExportedSpan(new FileInfo(path).Length, sum, reader.Parts, reader.Missing);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private async Task RemuxAsync(SpanReader reader, string path, Action<double> progress, CancellationToken cancellationToken)
    {
        string? problem = null;
        string[] arguments =
        [
            "-hide_banner", "-loglevel", "error", "-y", "-f", "mp4", "-i", "pipe:0", "-map", "0", "-c", "copy",
            "-movflags", "+faststart", "-f", "mp4", "file:" + path,
        ];
        var run = await FfmpegRun.ToEndAsync(options.Ffmpeg, arguments, Feed, Limit, time, cancellationToken);
        problem ??= reader.Parts.Count == 0 ? "what is recorded of that time cannot be read" : null;
        if (problem is not null)
        {
            throw new InvalidDataException(problem);
        }

        if (run.Failure is { } failure)
        {
            throw failure;
        }

        void Feed(FfmpegInput input)
        {
            try
            {
                reader.WriteTo(input, done => progress((double)done / reader.Segments.Count));
            }
            catch (NotSupportedException error)
            {
                problem = error.Message;
            }
        }
    }

    // What is read back is what is on the disk.
    private static async Task<string> SumAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }
}

/// <param name="Sha256">Lower-case hex of the file's bytes.</param>
/// <param name="Parts">What it shows, on the box's clock; between them nothing was recorded.</param>
/// <param name="Missing">What was recorded but deleted before it was read, or damaged.</param>
public sealed record ExportedSpan(long Bytes, string Sha256, IReadOnlyList<(DateTimeOffset From, DateTimeOffset To)> Parts, TimeSpan Missing);

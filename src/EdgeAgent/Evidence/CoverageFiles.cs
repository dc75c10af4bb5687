using System.Globalization;
using System.IO.Compression;
using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence;

/// <summary>
/// The files of the coverage ledger: <c>{yyyy-MM-dd}/{camera}.seconds</c>, or packed as <c>.seconds.gz</c>. Where both are
/// there a power cut came between two steps, and the plain one is the newer. Not for several threads at once.
/// </summary>
internal sealed partial class CoverageFiles(string folder, ILogger log)
{
    private const string Plain = ".seconds";
    private const string Packed = ".seconds.gz";
    private const string DayFormat = "yyyy-MM-dd";

    /// <summary>Days of which anything is kept, in order.</summary>
    public IReadOnlyList<DateOnly> Days() => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Select(DayIn).OfType<DateOnly>().Order()];

    /// <summary>Cameras with a file of that day, in order.</summary>
    public IReadOnlyList<string> Cameras(DateOnly day) => !Directory.Exists(FolderOf(day))
        ? []
        : [
            .. Directory.EnumerateFiles(FolderOf(day)).Select(Path.GetFileName)
                .Where(name => name!.EndsWith(Plain, StringComparison.Ordinal) || name.EndsWith(Packed, StringComparison.Ordinal))
                .Select(name => name![..name!.IndexOf('.')]).Distinct().Order(StringComparer.Ordinal),
        ];

    /// <summary>Reads into the seconds, of which those that are not kept stay as they are. A damaged file is told and left out.</summary>
    public void Read(string camera, DateOnly day, Span<byte> seconds)
    {
        if (File.Exists(PathOf(camera, day, Plain)))
        {
            using var file = File.OpenHandle(PathOf(camera, day, Plain), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _ = RandomAccess.Read(file, seconds, 0);
        }
        else if (File.Exists(PathOf(camera, day, Packed)))
        {
            ReadPacked(PathOf(camera, day, Packed), seconds);
        }
    }

    /// <summary>Changes some seconds of a day, and writes only those that become others. A packed day is unpacked first.</summary>
    public void Change(string camera, DateOnly day, int from, int count, int secondsOfDay, Func<byte, byte> change)
    {
        Directory.CreateDirectory(FolderOf(day));
        Unpack(camera, day, secondsOfDay);
        using var file = File.OpenHandle(
            PathOf(camera, day, Plain), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        var before = new byte[count];
        _ = RandomAccess.Read(file, before, from);
        var after = Array.ConvertAll(before, second => change(second));
        if (!after.AsSpan().SequenceEqual(before))
        {
            RandomAccess.Write(file, after, from);
        }
    }

    /// <summary>Packs what is not packed yet of a day, each file with all of the day's seconds.</summary>
    public void Pack(DateOnly day, int secondsOfDay)
    {
        foreach (var plain in Directory.EnumerateFiles(FolderOf(day), "*" + Plain).ToList())
        {
            var seconds = File.ReadAllBytes(plain);
            Array.Resize(ref seconds, Math.Max(seconds.Length, secondsOfDay));
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            {
                gzip.Write(seconds);
            }

            AtomicFile.Write(Path.ChangeExtension(plain, null) + Packed, packed.ToArray());
            File.Delete(plain);
        }
    }

    public void Delete(DateOnly day) => Directory.Delete(FolderOf(day), recursive: true);

    /// <exception cref="ArgumentException">No camera's id: it could name a file elsewhere.</exception>
    private string PathOf(string camera, DateOnly day, string extension) => CameraId.IsValid(camera)
        ? Path.Combine(FolderOf(day), camera + extension)
        : throw new ArgumentException($"\"{camera}\" is no camera's id", nameof(camera));

    private string FolderOf(DateOnly day) => Path.Combine(folder, day.ToString(DayFormat, CultureInfo.InvariantCulture));

    private static DateOnly? DayIn(string path) =>
        DateOnly.TryParseExact(Path.GetFileName(path), DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private void Unpack(string camera, DateOnly day, int secondsOfDay)
    {
        var packed = PathOf(camera, day, Packed);
        if (!File.Exists(packed))
        {
            return;
        }

        if (!File.Exists(PathOf(camera, day, Plain)))
        {
            var seconds = new byte[secondsOfDay];
            ReadPacked(packed, seconds);
            AtomicFile.Write(PathOf(camera, day, Plain), seconds);
        }

        File.Delete(packed);
    }

    private void ReadPacked(string path, Span<byte> seconds)
    {
        try
        {
            using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            if (gzip.ReadAtLeast(seconds, seconds.Length, throwOnEndOfStream: false) < seconds.Length)
            {
                throw new InvalidDataException("it ends too early");
            }

            while (gzip.ReadByte() >= 0)
            {
                // The checksum stands behind the last byte.
            }
        }
        catch (InvalidDataException error)
        {
            seconds.Clear();
            LogDamaged(path, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} is damaged and counts as nobody watching: {Problem}")]
    private partial void LogDamaged(string file, string problem);
}

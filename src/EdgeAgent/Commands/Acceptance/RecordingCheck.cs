using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>How many days of recordings the disk will hold.</summary>
internal static class RecordingCheck
{
    private const long Megabyte = 1_000_000;
    private const double Gigabyte = 1e9;
    private const double BytesADayPerKilobit = 1000.0 / 8 * 24 * 3600;
    private static readonly DateTimeOffset AnyMonday = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public static IEnumerable<CheckLine> Run(StorageOptions storage, RecordingOptions recording, IReadOnlyList<CheckedCamera> cameras)
    {
        if (recording.Schedule == RecordingSchedule.Never)
        {
            return [CheckLine.Warn("disk.recordsNothing")];
        }

        var daily = cameras.Select(Kilobits).Where(rate => rate > 0).Select(rate => rate * BytesADayPerKilobit * ShareOf(recording)).ToList();
        if (daily.Count == 0)
        {
            return [];
        }

        var folder = recording.FolderIn(storage.Folder);
        var there = DiskCheck.NearestThere(folder);
        var reserve = (storage.ReserveMegabytes + recording.ReserveMegabytes) * Megabyte;
        var occupied = BytesIn(folder);
        var room = Math.Max(0, new DiskSpace(there, 0).FreeBytes + occupied - reserve);
        var days = Math.Min(room / daily.Sum(), (recording.GigabytesPerCamera ?? double.MaxValue) * Gigabyte / daily.Max());
        (string, object)[] values =
        [
            ("folder", there), ("room", room / Gigabyte), ("occupied", occupied / Gigabyte), ("daily", daily.Sum() / Gigabyte),
            ("share", Math.Round(ShareOf(recording) * 100)), ("days", Math.Floor(days)), ("wanted", recording.Days),
        ];
        return recording.Schedule == RecordingSchedule.Incidents ? [CheckLine.Ok("disk.recordsIncidents", values)]
            : days < recording.Days ? [CheckLine.Warn("disk.short", values)]
            : [CheckLine.Ok("disk.long", values)];
    }

    // What is recorded beside an H.265 main stream is counted too: browsers that cannot play that are shown the sub stream.
    private static double Kilobits(CheckedCamera camera)
    {
        var live = camera.Streams.Where(stream => stream.IsLive).ToList();
        var main = live.Find(stream => stream.Role == StreamRole.Main);
        var recorded = main is null || main.Figures.Codec == "hevc" ? live : [main];
        return recorded.Sum(stream => stream.Figures.KilobitsPerSecond);
    }

    private static double ShareOf(RecordingOptions recording)
    {
        const int minutes = 7 * 24 * 60;
        return recording.Schedule != RecordingSchedule.Hours ? 1
            : Enumerable.Range(0, minutes).Count(minute => recording.Hours.Any(hours => hours.Contains(AnyMonday.AddMinutes(minute)))) / (double)minutes;
    }

    private static long BytesIn(string folder)
    {
        var files = new EnumerationOptions { RecurseSubdirectories = true };
        return Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*.mp4", files).Sum(file => file.Length) : 0;
    }
}

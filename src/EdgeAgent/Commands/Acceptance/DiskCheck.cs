using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the agent's folder takes evidence, and how long it would hold the cameras' recordings.</summary>
internal static class DiskCheck
{
    /// <summary>What supervising offices usually ask for.</summary>
    private const int DaysWanted = 15;

    private const long Megabyte = 1_000_000;
    private const double Gigabyte = 1e9;
    private const double BytesADayPerKilobit = 1000.0 / 8 * 24 * 3600;

    public static IEnumerable<CheckLine> Run(StorageOptions storage, IReadOnlyList<CheckedCamera> cameras)
    {
        var folder = NearestThere(storage.Folder);
        var disk = new DiskSpace(folder, storage.ReserveMegabytes * Megabyte);
        if (!disk.IsWritable)
        {
            return [CheckLine.Fail("disk.readOnly", ("folder", folder))];
        }

        var free = disk.FreeBytes / Gigabyte;
        if (disk.IsShort)
        {
            return [CheckLine.Fail("disk.full", ("folder", folder), ("free", free), ("reserve", storage.ReserveMegabytes))];
        }

        var daily = cameras.Sum(Kilobits) * BytesADayPerKilobit / Gigabyte;
        if (daily <= 0)
        {
            return [CheckLine.Ok("disk.free", ("folder", folder), ("free", free))];
        }

        var days = (free - (storage.ReserveMegabytes * Megabyte / Gigabyte)) / daily;
        (string, object)[] values = [("folder", folder), ("free", free), ("daily", daily), ("days", Math.Floor(days)), ("wanted", DaysWanted)];
        return [days < DaysWanted ? CheckLine.Warn("disk.short", values) : CheckLine.Ok("disk.long", values)];
    }

    private static double Kilobits(CheckedCamera camera) =>
        camera.Streams.Where(stream => stream.IsLive).MaxBy(stream => stream.Role == StreamRole.Main)?.Figures.KilobitsPerSecond ?? 0;

    /// <summary>A folder made now would belong to whoever runs the check and not to the service.</summary>
    private static string NearestThere(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
        {
            there = above;
        }

        return there;
    }
}

using EdgeAgent.Recording;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the agent's folder takes evidence, and how long the disk of the recordings will hold those.</summary>
internal static class DiskCheck
{
    private const long Megabyte = 1_000_000;
    private const double Gigabyte = 1e9;

    public static IEnumerable<CheckLine> Run(StorageOptions storage, RecordingOptions recording, IReadOnlyList<CheckedCamera> cameras)
    {
        var folder = NearestThere(storage.Folder);
        var disk = new DiskSpace(folder, storage.ReserveMegabytes * Megabyte);
        if (!disk.IsWritable)
        {
            return [CheckLine.Fail("disk.readOnly", ("folder", folder))];
        }

        var free = disk.FreeBytes / Gigabyte;
        return
        [
            disk.IsShort
                ? CheckLine.Fail("disk.full", ("folder", folder), ("free", free), ("reserve", storage.ReserveMegabytes))
                : CheckLine.Ok("disk.free", ("folder", folder), ("free", free)),
            .. Writable(recording.FolderIn(storage.Folder)) is { } readOnly ? [readOnly] : RecordingCheck.Run(storage, recording, cameras),
        ];
    }

    private static CheckLine? Writable(string recordings) => NearestThere(recordings) is var folder && new DiskSpace(folder, 0).IsWritable && !File.Exists(recordings)
        ? null
        : CheckLine.Fail("disk.recordingsReadOnly", ("folder", File.Exists(recordings) ? recordings : folder));

    /// <summary>A folder made now would belong to whoever runs the check and not to the service.</summary>
    internal static string NearestThere(string folder)
    {
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there) && Path.GetDirectoryName(there) is { } above)
        {
            there = above;
        }

        return there;
    }
}

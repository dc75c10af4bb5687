using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Evidence.Chain;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Evidence;

/// <summary>Compares what is kept of each second of the days that are over with the newest record of each day.</summary>
internal sealed class CoverageCheck(EvidenceFolder folder)
{
    // A day on which the clocks are put back has 25 hours.
    private const int LongestDay = 25 * 3600;

    private readonly Dictionary<DateOnly, (long Record, CoverageEntry Entry)> days = [];

    /// <summary>Takes the record's word for its day.</summary>
    public void Take(ChainRecord record)
    {
        if (CoverageEntry.Read(record) is { } entry)
        {
            days[entry.Day] = (record.Number, entry);
        }
    }

    /// <returns>Of each camera and day its record, its file and what is wrong with it, in order; without those that were let go because they are old.</returns>
    public IEnumerable<(long Record, string Path, ChainFaultKind? Fault, bool IsThere)> Run()
    {
        var files = new CoverageFiles(folder.Coverage, NullLogger.Instance);
        // By what is signed: folders can be made by anybody.
        var oldest = days.Keys.OrderDescending().Take(CoverageLedger.KeptDays).LastOrDefault();
        foreach (var (day, (record, entry)) in days.Where(each => each.Key >= oldest).OrderBy(each => each.Key))
        {
            var there = files.Cameras(day);
            foreach (var camera in entry.Cameras.Where(camera => CameraId.IsValid(camera.Camera) && camera.Seconds is > 0 and <= LongestDay))
            {
                var seconds = new byte[camera.Seconds];
                files.Read(camera.Camera, day, seconds);
                var isThere = there.Contains(camera.Camera);
                var path = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(folder.Coverage)}/{day:yyyy-MM-dd}/{camera.Camera}");
                yield return (record, path, camera.Says(seconds) ? null : isThere ? ChainFaultKind.FileChanged : ChainFaultKind.FileMissing, isThere);
            }
        }
    }
}

using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Evidence.Exports;

/// <summary>What exports may take: in length, number and space.</summary>
/// <param name="disk">Short of space where recordings may use no more of it.</param>
public sealed class ExportLimits(DiskSpace disk)
{
    public const int Most = 20;
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    private const long Gigabyte = 1_000_000_000;
    private const long MostBytes = 50 * Gigabyte;

    /// <exception cref="ExportRefusedException">No such camera or span can be exported.</exception>
    internal static void Demand(ExportRequest request)
    {
        if (request.To <= request.From || request.To - request.From > Longest)
        {
            throw new ExportRefusedException($"An export is of a span of at most {Longest.TotalHours:0} hours, and its end is after its beginning.");
        }

        if (!CameraId.IsValid(request.Camera))
        {
            throw new ExportRefusedException("No such camera.");
        }
    }

    /// <param name="bytes">About how much it would be.</param>
    /// <param name="others">All that there are; those that wait take room too.</param>
    /// <exception cref="ExportRefusedException">There is no room for another one.</exception>
    internal void DemandRoom(long bytes, IReadOnlyCollection<Export> others)
    {
        if (others.Count >= Most)
        {
            throw new ExportRefusedException($"There are {Most} exports already. Delete one first.");
        }

        if (others.Sum(export => export.Space) + bytes > MostBytes)
        {
            throw new ExportRefusedException($"The exports would take more than {MostBytes / Gigabyte} GB. Delete some first, or export a shorter span.");
        }

        if (disk.FreeBytes - bytes - others.Where(export => !export.IsOver).Sum(export => export.Space) < disk.ReserveBytes)
        {
            throw new ExportRefusedException($"The disk has no room for {bytes / 1_000_000} MB more. Export a shorter span, or delete some exports.");
        }
    }

    /// <exception cref="DiskFullException">Others have used the room while the export waited.</exception>
    internal void DemandRoomStill(Export export)
    {
        if (disk.FreeBytes - export.Estimate < disk.ReserveBytes)
        {
            throw new DiskFullException($"the disk has no room for {export.Estimate / 1_000_000} MB more");
        }
    }
}

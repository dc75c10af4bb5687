namespace EdgeAgent.Storage;

/// <summary>Free space of the disk that holds the agent's folder.</summary>
public sealed class DiskSpace(string folder, long reserveBytes)
{
    private const long Floor = 4_000_000;

    public long FreeBytes => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <summary>What must stay free.</summary>
    public long ReserveBytes => reserveBytes;

    public bool IsShort => FreeBytes < reserveBytes;

    /// <summary>False where the folder is gone or the disk turned read-only, as a worn-out one does. Tried with an empty file.</summary>
    public bool IsWritable
    {
        get
        {
            try
            {
                var path = Path.Combine(folder, $".{Guid.NewGuid():n}.partial");
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
                return true;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <exception cref="DiskFullException">Less than the reserve is free.</exception>
    public void DemandReserve() => Demand(reserveBytes);

    /// <summary>For writes that may use the reserve, but not the last of it.</summary>
    /// <exception cref="DiskFullException">Nearly nothing is free.</exception>
    public void DemandFloor() => Demand(Math.Min(reserveBytes, Floor));

    private void Demand(long bytes)
    {
        var free = FreeBytes;
        if (free < bytes)
        {
            throw new DiskFullException(
                $"{Path.GetFullPath(folder)}: {free / 1_000_000} MB free, {bytes / 1_000_000} MB must stay free (storage.reserveMegabytes)");
        }
    }
}

/// <summary>Nothing was written because the disk has no room to spare.</summary>
public sealed class DiskFullException(string message) : IOException(message);

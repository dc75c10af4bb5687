namespace EdgeAgent.Storage;

/// <summary>Free space of the disk that holds the agent's folder.</summary>
public sealed class DiskSpace(string folder, long reserveBytes)
{
    public long FreeBytes => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    public bool IsShort => FreeBytes < reserveBytes;

    /// <exception cref="DiskFullException">Less than the reserve is free.</exception>
    public void DemandReserve()
    {
        var free = FreeBytes;
        if (free < reserveBytes)
        {
            throw new DiskFullException(
                $"{Path.GetFullPath(folder)}: {free / 1_000_000} MB free, {reserveBytes / 1_000_000} MB must stay free (storage.reserveMegabytes)");
        }
    }
}

/// <summary>Nothing was written because the disk has no room to spare.</summary>
public sealed class DiskFullException(string message) : IOException(message);

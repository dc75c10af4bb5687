namespace EdgeAgent.Cameras.Onvif;

/// <summary>The cameras that answered, each once: by its endpoint, or by its address where it names none. Safe for many threads.</summary>
internal sealed class FoundCameras
{
    private const int Most = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, DiscoveredCamera> cameras = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps the first answer of each camera; beyond 256 cameras none.</summary>
    public void Add(DiscoveredCamera camera)
    {
        lock (gate)
        {
            if (cameras.Count < Most)
            {
                cameras.TryAdd(camera.Endpoint.Length > 0 ? camera.Endpoint : camera.DeviceService.AbsoluteUri, camera);
            }
        }
    }

    /// <summary>In the order of their addresses.</summary>
    public IReadOnlyList<DiscoveredCamera> ToList()
    {
        lock (gate)
        {
            return [.. cameras.Values.OrderBy(camera => Convert.ToHexString(camera.Host.GetAddressBytes())).ThenBy(camera => camera.DeviceService.Port)];
        }
    }
}

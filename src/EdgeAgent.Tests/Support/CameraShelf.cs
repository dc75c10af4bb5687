namespace EdgeAgent.Tests.Support;

/// <summary>Several cameras by name, ended together.</summary>
public sealed class CameraShelf : IDisposable
{
    private readonly Dictionary<string, RtspCamera> cameras = [];

    public IReadOnlyDictionary<string, RtspCamera> All => cameras;

    public RtspCamera this[string name] => cameras[name];

    public void Add(string name, RtspCamera camera) => cameras.Add(name, camera);

    public void Dispose()
    {
        foreach (var camera in cameras.Values)
        {
            camera.Dispose();
        }
    }
}

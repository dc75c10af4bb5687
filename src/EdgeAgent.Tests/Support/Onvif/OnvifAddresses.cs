namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The addresses that the camera tells others, with a wrong host where it has that quirk.</summary>
internal sealed class OnvifAddresses(OnvifSetup setup, int port)
{
    private int streamsTold;

    public string DeviceService => Service(OnvifPaths.Device);

    public string MediaService => Service(OnvifPaths.Media);

    public string Media2Service => Service(OnvifPaths.Media2);

    public string Entity => Service(OnvifPaths.Entity);

    public string Snapshot(string token) => Service($"{OnvifPaths.Snapshot}{token}");

    public string Stream(Uri truth)
    {
        var told = new UriBuilder(Told(truth));
        if (setup.Has(OnvifQuirks.MovingStreams))
        {
            told.Query = $"n={Interlocked.Increment(ref streamsTold)}";
        }

        return told.Uri.AbsoluteUri;
    }

    private string Service(string path) => Told(new Uri($"http://{setup.Address}:{port}{path}")).AbsoluteUri;

    private Uri Told(Uri truth) =>
        setup.Has(OnvifQuirks.WrongHost) ? new UriBuilder(truth) { Host = setup.WrongHost }.Uri : truth;
}

/// <summary>Paths of the camera's services.</summary>
internal static class OnvifPaths
{
    public const string Device = "/onvif/device_service";
    public const string Media = "/onvif/media_service";
    public const string Media2 = "/onvif/media2_service";
    public const string Snapshot = "/onvif/snapshot/";
    public const string Entity = "/entity";
}

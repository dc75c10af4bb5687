using EdgeAgent.Cameras;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// Where a camera's password is shown. One that the centre does not know goes nowhere else on the centre's word, or it
/// could have it sent to a place of its own.
/// </summary>
internal static class CameraPlaces
{
    /// <returns>A place of the changed camera that the present one does not have; null where there is none.</returns>
    public static string? New(CameraOptions present, CameraOptions changed) => Of(changed).Except(Of(present)).FirstOrDefault();

    private static IEnumerable<string> Of(CameraOptions camera)
    {
        foreach (var stream in new[] { camera.SubStream, camera.MainStream }.OfType<string>().Select(stream => new Uri(stream)))
        {
            yield return $"{stream.Scheme}://{stream.Host}:{StreamAddress.Port(stream)}";
        }

        if (camera.Onvif is { } onvif)
        {
            yield return OnvifAddress.DeviceService(onvif.Address).AbsoluteUri;
            if (onvif.Endpoint is { } endpoint)
            {
                yield return endpoint;
            }
        }
    }
}

namespace EdgeAgent.Cameras;

/// <summary>Checks and completes what people write for the place of an ONVIF camera.</summary>
public static class OnvifAddress
{
    private const string UsualPath = "/onvif/device_service";

    /// <summary>What is wrong with the address, or null. The text never repeats a password.</summary>
    public static string? Problem(string address)
    {
        if (address.Contains('@'))
        {
            return "must not hold the login: put it into user and password";
        }

        return Parse(address) is null ? "is not an address such as 192.168.1.64, camera.local:8000 or http://192.168.1.64/onvif/device_service" : null;
    }

    /// <summary>The address of the device service; with the usual path where none is given.</summary>
    /// <param name="address">One without a <see cref="Problem"/>.</param>
    public static Uri DeviceService(string address) => Parse(address) ?? throw new ArgumentException("not an address of a camera", nameof(address));

    /// <summary>Whether both are one place, however it is written.</summary>
    public static bool AreSame(string one, string other) => Parse(one) is { } place && place == Parse(other);

    private static Uri? Parse(string address)
    {
        // A number alone is a slip: it would be read as 0.0.0.4.
        if (address.All(char.IsAsciiDigit) || address.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            return null;
        }

        var whole = address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address;
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0)
        {
            return null;
        }

        return uri.AbsolutePath.Length > 1 ? uri : new Uri(uri, UsualPath);
    }
}

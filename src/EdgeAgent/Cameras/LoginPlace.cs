namespace EdgeAgent.Cameras;

/// <summary>Where a login is shown.</summary>
/// <param name="Host">Host and port: whose accounts these are. A recorder has one account for all its cameras.</param>
/// <param name="Stream">Which of the host's streams it opens; empty for all that the host offers.</param>
public readonly record struct LoginPlace(string Host, string Stream)
{
    /// <param name="address">rtsp:// or rtsps://, without the login.</param>
    /// <param name="stream">A name that stays when the address changes, as some cameras make a new one for each connection.</param>
    public static LoginPlace OfStream(string address, string stream)
    {
        var uri = new Uri(address);
        return new($"{uri.Host}:{StreamAddress.Port(uri)}", stream);
    }

    /// <summary>A camera's ONVIF service, which knows users but no single streams.</summary>
    public static LoginPlace OfService(Uri service) => new(service.Authority, "");
}

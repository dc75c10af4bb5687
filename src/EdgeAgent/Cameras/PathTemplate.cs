namespace EdgeAgent.Cameras;

/// <summary>Where cameras of a brand have their streams, for those that do not speak ONVIF.</summary>
/// <param name="Id">Short name for the command line.</param>
/// <param name="Zh">The brand as it is known in China.</param>
/// <param name="En">The brand as it is known elsewhere.</param>
/// <param name="Main">Path of the full-size stream, from its first slash.</param>
/// <param name="Sub">Path of the small stream, from its first slash.</param>
public sealed record PathTemplate(string Id, string Zh, string En, string Main, string Sub)
{
    /// <summary>The addresses of both streams of one camera.</summary>
    /// <param name="host">Address or name, without a port.</param>
    public (string Sub, string Main) Streams(string host, int port)
    {
        var at = port == StreamAddress.UsualPort ? host : $"{host}:{port}";
        return ($"rtsp://{at}{Sub}", $"rtsp://{at}{Main}");
    }
}

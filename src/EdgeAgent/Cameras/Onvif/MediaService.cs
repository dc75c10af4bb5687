using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>A camera's media service: what is asked of it and what its answers mean. It asks nothing itself.</summary>
internal abstract record MediaService(Uri Address)
{
    /// <summary>More than any camera has.</summary>
    protected const int MostProfiles = 64;

    private const double MostPixels = 16384;

    public abstract XElement ProfilesRequest { get; }

    public abstract XElement StreamRequest(string token);

    public abstract XElement SnapshotRequest(string token);

    /// <summary>The profiles that send video, in the camera's order; may be none.</summary>
    public IReadOnlyList<OnvifProfile> ReadProfiles(XElement response)
    {
        List<(OnvifProfile Profile, bool HasEncoder)> all =
        [
            .. response.Children("Profiles").Take(MostProfiles)
                .Select(profile => (Profile(profile, Encoder(profile)), Encoder(profile) is not null))
                .Where(each => IsToken(each.Item1.Token))
                .DistinctBy(each => each.Item1.Token),
        ];
        // Media1 has no words for an H.265 encoder and may leave it out: where no profile names one, any may be video.
        return [.. all.Where(each => each.HasEncoder || !all.Exists(other => other.HasEncoder)).Select(each => each.Profile)];
    }

    /// <summary>The address in the answer to a request for a stream or a snapshot; may be empty or no address.</summary>
    public abstract string ReadAddress(XElement response);

    protected abstract XElement? Encoder(XElement profile);

    private static OnvifProfile Profile(XElement profile, XElement? encoder) => new(
        profile.TextOfAttribute("token"),
        OnvifText.Clean(profile.Text("Name")),
        Codec(encoder.Text("Encoding")),
        (int)encoder.Number(MostPixels, "Resolution", "Width"),
        (int)encoder.Number(MostPixels, "Resolution", "Height"),
        encoder.Number(1000, "RateControl", "FrameRateLimit"),
        (int)encoder.Number(1_000_000, "RateControl", "BitrateLimit"));

    // It goes into requests and is shown to people.
    private static bool IsToken(string token) => token.Length is > 0 and <= 128 && !token.Any(char.IsControl);

    private static VideoCodec Codec(string name) => name.ToUpperInvariant().Replace(".", "").Replace("-", "") switch
    {
        "H264" or "AVC" => VideoCodec.H264,
        "H265" or "HEVC" => VideoCodec.H265,
        "JPEG" or "MJPEG" => VideoCodec.Jpeg,
        _ => VideoCodec.Other,
    };
}

/// <summary>Media service of ver10, which every camera has.</summary>
internal sealed record Media1Service(Uri Address) : MediaService(Address)
{
    public override XElement ProfilesRequest => new(OnvifNames.Media1 + "GetProfiles");

    public override XElement StreamRequest(string token) => new(
        OnvifNames.Media1 + "GetStreamUri",
        new XElement(
            OnvifNames.Media1 + "StreamSetup",
            new XElement(OnvifNames.Schema + "Stream", "RTP-Unicast"),
            new XElement(OnvifNames.Schema + "Transport", new XElement(OnvifNames.Schema + "Protocol", "RTSP"))),
        new XElement(OnvifNames.Media1 + "ProfileToken", token));

    public override XElement SnapshotRequest(string token) =>
        new(OnvifNames.Media1 + "GetSnapshotUri", new XElement(OnvifNames.Media1 + "ProfileToken", token));

    public override string ReadAddress(XElement response) => response.Text("MediaUri", "Uri");

    protected override XElement? Encoder(XElement profile) => profile.Child("VideoEncoderConfiguration");
}

/// <summary>Media service of ver20, the one that knows H.265.</summary>
internal sealed record Media2Service(Uri Address) : MediaService(Address)
{
    public override XElement ProfilesRequest => new(OnvifNames.Media2 + "GetProfiles", new XElement(OnvifNames.Media2 + "Type", "VideoEncoder"));

    public override XElement StreamRequest(string token) => new(
        OnvifNames.Media2 + "GetStreamUri",
        new XElement(OnvifNames.Media2 + "Protocol", "RTSP"),
        new XElement(OnvifNames.Media2 + "ProfileToken", token));

    public override XElement SnapshotRequest(string token) =>
        new(OnvifNames.Media2 + "GetSnapshotUri", new XElement(OnvifNames.Media2 + "ProfileToken", token));

    public override string ReadAddress(XElement response) => response.Text("Uri");

    protected override XElement? Encoder(XElement profile) => profile.Child("Configurations", "VideoEncoder");
}

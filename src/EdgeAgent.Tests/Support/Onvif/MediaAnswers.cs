using System.Xml.Linq;
using static EdgeAgent.Tests.Support.Onvif.Soap;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The older media service (ver10).</summary>
internal sealed class MediaAnswers(OnvifSetup setup, OnvifAddresses addresses)
{
    private const string Source = "VideoSource_1";

    private IEnumerable<OfferedProfile> Profiles =>
        setup.Profiles.Where(profile => setup.Media2 == Media2Offer.None || profile.Encoding != "H265");

    public XElement? To(XElement request)
    {
        var token = request.Element(Media + "ProfileToken")?.Value ?? request.Element(Media + "ConfigurationToken")?.Value;
        var profile = Profiles.FirstOrDefault(profile => profile.Token == token || EncoderToken(profile) == token);
        return request.Name.LocalName switch
        {
            "GetProfiles" => Answer(request, Profiles.Select(each => Profile("Profiles", each))),
            "GetVideoSources" => Answer(request, VideoSource()),
            "GetVideoEncoderConfigurations" => Answer(request, Profiles.Select(each => Encoder(Media + "Configurations", each))),
            "GetVideoEncoderConfigurationOptions" => Answer(request, EncoderOptions()),
            "GetProfile" or "GetVideoEncoderConfiguration" or "GetStreamUri" or "GetSnapshotUri" when profile is null =>
                Fault("Sender", "The requested profile token does not exist", "InvalidArgVal", "NoProfile"),
            "GetProfile" => Answer(request, Profile("Profile", profile!)),
            "GetVideoEncoderConfiguration" => Answer(request, Encoder(Media + "Configuration", profile!)),
            "GetStreamUri" => Answer(request, MediaUri(addresses.Stream(profile!.Stream))),
            "GetSnapshotUri" when !setup.Has(OnvifQuirks.NoSnapshot) => Answer(request, MediaUri(addresses.Snapshot(profile!.Token))),
            _ => null,
        };
    }

    private static XElement Answer(XElement request, params object?[] content) =>
        new(Media + $"{request.Name.LocalName}Response", content);

    private static XElement MediaUri(string address) => new(
        Media + "MediaUri",
        new XElement(Schema + "Uri", address),
        new XElement(Schema + "InvalidAfterConnect", "false"),
        new XElement(Schema + "InvalidAfterReboot", "false"),
        new XElement(Schema + "Timeout", "PT0S"));

    /// <summary>The one lens of the camera, which both media services tell of in the same words.</summary>
    public static XElement SourceConfiguration(XName name) => new(
        name,
        new XAttribute("token", "VideoSourceConfiguration_1"),
        new XElement(Schema + "Name", "VideoSourceConfiguration_1"),
        new XElement(Schema + "UseCount", 2),
        new XElement(Schema + "SourceToken", Source),
        new XElement(
            Schema + "Bounds",
            new XAttribute("x", 0), new XAttribute("y", 0), new XAttribute("width", 1920), new XAttribute("height", 1080)));

    private static XElement Profile(string name, OfferedProfile profile) => new(
        Media + name,
        new XAttribute("token", profile.Token),
        new XAttribute("fixed", "true"),
        new XElement(Schema + "Name", profile.Name),
        SourceConfiguration(Schema + "VideoSourceConfiguration"),
        Encoder(Schema + "VideoEncoderConfiguration", profile));

    private static string EncoderToken(OfferedProfile profile) => $"Encoder_{profile.Token}";

    private static XElement Encoder(XName name, OfferedProfile profile) => new(
        name,
        new XAttribute("token", EncoderToken(profile)),
        new XElement(Schema + "Name", EncoderToken(profile)),
        new XElement(Schema + "UseCount", 1),
        new XElement(Schema + "Encoding", profile.Encoding),
        Resolution(profile),
        new XElement(Schema + "Quality", 4),
        new XElement(
            Schema + "RateControl",
            new XElement(Schema + "FrameRateLimit", profile.FramesPerSecond),
            new XElement(Schema + "EncodingInterval", 1),
            new XElement(Schema + "BitrateLimit", profile.KilobitsPerSecond)),
        profile.Encoding == "H264"
            ? new XElement(Schema + "H264", new XElement(Schema + "GovLength", 50), new XElement(Schema + "H264Profile", "Main"))
            : null,
        new XElement(
            Schema + "Multicast",
            new XElement(
                Schema + "Address", new XElement(Schema + "Type", "IPv4"), new XElement(Schema + "IPv4Address", "0.0.0.0")),
            new XElement(Schema + "Port", 0),
            new XElement(Schema + "TTL", 0),
            new XElement(Schema + "AutoStart", "false")),
        new XElement(Schema + "SessionTimeout", "PT60S"));

    private XElement EncoderOptions() => new(
        Media + "Options",
        Range("QualityRange", 1, 6),
        new XElement(
            Schema + "H264",
            Profiles.Select(profile => new XElement(Schema + "ResolutionsAvailable", Resolution(profile).Elements())),
            Range("GovLengthRange", 1, 400),
            Range("FrameRateRange", 1, 25),
            Range("EncodingIntervalRange", 1, 1),
            new XElement(Schema + "H264ProfilesSupported", "Main")));

    private static XElement Range(string name, int least, int most) =>
        new(Schema + name, new XElement(Schema + "Min", least), new XElement(Schema + "Max", most));

    private static XElement Resolution(OfferedProfile profile) => new(
        Schema + "Resolution",
        new XElement(Schema + "Width", profile.Width),
        new XElement(Schema + "Height", profile.Height));

    private static XElement VideoSource() => new(
        Media + "VideoSources",
        new XAttribute("token", Source),
        new XElement(Schema + "Framerate", 25),
        new XElement(Schema + "Resolution", new XElement(Schema + "Width", 1920), new XElement(Schema + "Height", 1080)));
}

using System.Xml.Linq;
using static EdgeAgent.Tests.Support.Onvif.Soap;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The newer media service (ver20), which knows H.265 and tells a profile's parts only when asked for them.</summary>
internal sealed class Media2Answers(OnvifSetup setup, OnvifAddresses addresses)
{
    private IEnumerable<OfferedProfile> Profiles =>
        setup.Profiles.Where(profile => setup.Media2 == Media2Offer.All || profile.Encoding == "H265");

    public XElement? To(XElement request)
    {
        var token = request.Element(Media2 + "ProfileToken")?.Value;
        var profile = Profiles.FirstOrDefault(profile => profile.Token == token);
        return request.Name.LocalName switch
        {
            "GetProfiles" => Answer(request, ProfilesFor(request)),
            "GetStreamUri" or "GetSnapshotUri" when profile is null =>
                Fault("Sender", "The requested profile token does not exist", "InvalidArgVal", "NoProfile"),
            "GetStreamUri" => Answer(request, MediaUri(addresses.Stream(profile!.Stream))),
            "GetSnapshotUri" when !setup.Has(OnvifQuirks.NoSnapshot) => Answer(request, MediaUri(addresses.Snapshot(profile!.Token))),
            _ => null,
        };
    }

    private static XElement Answer(XElement request, params object?[] content) =>
        new(Media2 + $"{request.Name.LocalName}Response", content);

    private static XElement MediaUri(string address) => new(Media2 + "Uri", address);

    private IEnumerable<XElement> ProfilesFor(XElement request)
    {
        var types = request.Elements(Media2 + "Type").Select(type => type.Value).ToList();
        var token = request.Element(Media2 + "Token")?.Value;
        return Profiles.Where(profile => token is null || profile.Token == token).Select(profile => new XElement(
            Media2 + "Profiles",
            new XAttribute("token", profile.Token),
            new XAttribute("fixed", "true"),
            new XElement(Media2 + "Name", profile.Name),
            types.Count == 0 ? null : new XElement(Media2 + "Configurations", Configurations(types, profile))));
    }

    private static IEnumerable<XElement> Configurations(List<string> types, OfferedProfile profile)
    {
        if (types.Exists(type => type is "All" or "VideoSource"))
        {
            yield return MediaAnswers.SourceConfiguration(Media2 + "VideoSource");
        }

        if (types.Exists(type => type is "All" or "VideoEncoder"))
        {
            yield return Encoder(profile);
        }
    }

    private static XElement Encoder(OfferedProfile profile) => new(
        Media2 + "VideoEncoder",
        new XAttribute("token", $"Encoder_{profile.Token}"),
        new XAttribute("GovLength", 50),
        new XAttribute("Profile", "Main"),
        new XElement(Schema + "Name", $"Encoder_{profile.Token}"),
        new XElement(Schema + "UseCount", 1),
        new XElement(Schema + "Encoding", profile.Encoding),
        new XElement(
            Schema + "Resolution",
            new XElement(Schema + "Width", profile.Width),
            new XElement(Schema + "Height", profile.Height)),
        new XElement(
            Schema + "RateControl",
            new XAttribute("ConstantBitRate", "false"),
            new XElement(Schema + "FrameRateLimit", $"{profile.FramesPerSecond}.0"),
            new XElement(Schema + "BitrateLimit", profile.KilobitsPerSecond)),
        new XElement(Schema + "Quality", 4));
}

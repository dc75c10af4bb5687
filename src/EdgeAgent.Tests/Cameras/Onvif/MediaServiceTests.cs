using System.Xml.Linq;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class MediaServiceTests
{
    private static readonly Uri Device = new("http://192.168.1.64/onvif/device_service");
    private static readonly MediaService Media1 = new Media1Service(Device);
    private static readonly MediaService Media2 = new Media2Service(Device);

    [Test]
    public void ReadProfiles_OfMedia1_AreReadByLocalNames()
    {
        var profiles = Media1.ReadProfiles(XElement.Parse(
            """
            <r xmlns:x="urn:wrong"><x:Profiles token="P1" fixed="true"><Name>main
            </Name><x:VideoEncoderConfiguration token="E"><Encoding> H264 </Encoding><Resolution><Width>1920</Width><Height>1080</Height></Resolution>
            <RateControl><FrameRateLimit>25</FrameRateLimit><EncodingInterval>1</EncodingInterval><BitrateLimit>4096</BitrateLimit></RateControl>
            </x:VideoEncoderConfiguration></x:Profiles></r>
            """));

        Assert.That(profiles, Is.EqualTo([new OnvifProfile("P1", "main", VideoCodec.H264, 1920, 1080, 25, 4096)]));
    }

    [Test]
    public void ReadProfiles_OfMedia2_KnowsH265AndRatesWithAPoint()
    {
        var profiles = Media2.ReadProfiles(XElement.Parse(
            """
            <r><Profiles token="P1"><Name>main</Name><Configurations><VideoEncoder><Encoding>H265</Encoding>
            <Resolution><Width>3840</Width><Height>2160</Height></Resolution><RateControl ConstantBitRate="true"><FrameRateLimit>12.5</FrameRateLimit>
            <BitrateLimit>8192</BitrateLimit></RateControl></VideoEncoder></Configurations></Profiles></r>
            """));

        Assert.That(profiles, Is.EqualTo([new OnvifProfile("P1", "main", VideoCodec.H265, 3840, 2160, 12.5, 8192)]));
    }

    [Test]
    public void ReadProfiles_SomeWithoutAnEncoder_LeavesThoseOut() =>
        Assert.That(Tokens("""<Profiles token="audio"/><Profiles token="video"><VideoEncoderConfiguration/></Profiles>"""), Is.EqualTo(["video"]));

    [Test]
    public void ReadProfiles_NoneWithAnEncoder_KeepsThem() => Assert.That(Tokens("""<Profiles token="a"/><Profiles token="b"/>"""), Is.EqualTo(["a", "b"]));

    [TestCase("<Width>wide</Width><Height>-1</Height>")]
    [TestCase("<Width>NaN</Width><Height>1e99</Height>")]
    [TestCase("")]
    public void ReadProfiles_NoSize_IsZero(string size)
    {
        var profile = Media1.ReadProfiles(XElement.Parse(
            $"""<r><Profiles token="a"><VideoEncoderConfiguration><Encoding>MPEG4</Encoding><Resolution>{size}</Resolution></VideoEncoderConfiguration></Profiles></r>"""))[0];

        Assert.That((profile.Width, profile.Height, profile.FramesPerSecond, profile.Codec), Is.EqualTo((0, 0, 0.0, VideoCodec.Other)));
    }

    [Test]
    public void ReadProfiles_TokenThatIsNone_IsLeftOut() => Assert.That(
        Tokens($"""<Profiles/><Profiles token=""/><Profiles token="a&#10;b"/><Profiles token="{new string('x', 200)}"/><Profiles token="a"/><Profiles token="a"/>"""),
        Is.EqualTo(["a"]));

    [Test]
    public void ReadProfiles_AThousand_AreBounded() =>
        Assert.That(Tokens(string.Concat(Enumerable.Range(0, 1000).Select(i => $"<Profiles token=\"{i}\"/>"))), Has.Count.EqualTo(64));

    [Test]
    public void Read_AnswerToGetServices_PutsMedia2First()
    {
        var found = MediaServices.Read(Device, XElement.Parse(
            """
            <r><Service><Namespace>http://www.onvif.org/ver10/device/wsdl</Namespace><XAddr>http://127.0.0.1/onvif/device_service</XAddr></Service>
            <Service><Namespace>http://www.onvif.org/ver10/media/wsdl</Namespace><XAddr>http://127.0.0.1/onvif/media</XAddr></Service>
            <Service><Namespace>http://www.onvif.org/ver20/media/wsdl</Namespace><XAddr>http://127.0.0.1/onvif/media2</XAddr></Service></r>
            """));

        Assert.That(found, Is.EqualTo(new MediaService[] { new Media2Service(new Uri(Device, "media2")), new Media1Service(new Uri(Device, "media")) }));
    }

    [Test]
    public void Read_AnswerToGetCapabilities_IsMedia1() => Assert.That(
        MediaServices.Read(Device, XElement.Parse("<r><Capabilities><Media><XAddr>http://10.0.0.9/onvif/media</XAddr></Media></Capabilities></r>")),
        Is.EqualTo([new Media1Service(new Uri(Device, "media"))]));

    private static List<string> Tokens(string profiles) =>
        [.. Media1.ReadProfiles(XElement.Parse($"<r>{profiles}</r>")).Select(profile => profile.Token)];
}

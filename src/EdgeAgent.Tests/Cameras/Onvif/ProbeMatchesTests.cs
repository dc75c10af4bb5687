using System.Net;
using System.Text;
using EdgeAgent.Cameras.Onvif;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Cameras.Onvif;

public sealed class ProbeMatchesTests
{
    private static readonly IPAddress From = IPAddress.Parse("192.168.1.64");

    [TestCase("http://192.168.1.64/onvif/device_service", "http://192.168.1.64/onvif/device_service")]
    [TestCase("http://192.168.99.99:8080/onvif/device_service", "http://192.168.1.64:8080/onvif/device_service", TestName = "Read_WrongHost_TakesTheOneThatAnswered")]
    [TestCase("http://127.0.0.1/a http://192.168.1.64:81/b", "http://192.168.1.64:81/b", TestName = "Read_SeveralAddresses_TakesTheOneAtTheHostThatAnswered")]
    [TestCase("http://[fe80::1%2]/a http://[fe80::1]/b http://10.0.0.9:82/c", "http://192.168.1.64:82/c", TestName = "Read_SeveralAddresses_PrefersIPv4")]
    [TestCase("http://[fe80::1]:83/b", "http://192.168.1.64:83/b", TestName = "Read_IPv6Alone_TakesItsPort")]
    [TestCase("http://me:secret@10.0.0.9/a#b", "http://192.168.1.64/a", TestName = "Read_AddressWithLogin_LeavesItOut")]
    [TestCase("", "http://192.168.1.64/onvif/device_service", TestName = "Read_NoAddress_TakesTheUsualPath")]
    [TestCase("ftp://10.0.0.9/ /etc/passwd javascript:1", "http://192.168.1.64/onvif/device_service", TestName = "Read_NoHttpAddress_TakesTheUsualPath")]
    public void Read_Addresses_KeepTheHostThatAnswered(string addresses, string expected) =>
        Assert.That(Read(Match(addresses: addresses)).Single().DeviceService.AbsoluteUri, Is.EqualTo(expected));

    [Test]
    public void Read_Scopes_AreDecodedAndCleaned()
    {
        var camera = Read(Match(scopes: "onvif://www.onvif.org/name/%E5%89%8D%E9%97%A8%0A%1B%5B31m%201 ONVIF://www.onvif.org/hardware/IPC%2F2 onvif://www.onvif.org/name/Other")).Single();

        Assert.That(camera.Name, Is.EqualTo("前门 [31m 1"));
        Assert.That(camera.Hardware, Is.EqualTo("IPC/2"));
    }

    [TestCase("dn:NetworkVideoTransmitter", "", ExpectedResult = 1, TestName = "Read_CameraWithoutScopes_IsOne")]
    [TestCase("", "onvif://www.onvif.org/type/ptz", ExpectedResult = 1, TestName = "Read_CameraWithoutTypes_IsOne")]
    [TestCase("wsdp:Device pub:Computer", "", ExpectedResult = 0, TestName = "Read_Computer_IsNone")]
    [TestCase("wprt:PrintDeviceType", "http://printer.example/", ExpectedResult = 0, TestName = "Read_Printer_IsNone")]
    public int Read_Types_TellCamerasFromOthers(string types, string scopes) => Read(Match(types, scopes)).Count;

    [TestCase("urn:uuid:1 2")]
    [TestCase("urn:uuid:\u202E1")]
    public void Read_EndpointNobodyCouldWriteDown_IsLeftOut(string endpoint) =>
        Assert.That(Read(Match(endpoint: endpoint)).Single().Endpoint, Is.Empty);

    [Test]
    public void Read_ThousandsInOneAnswer_TakesThirtyTwo() =>
        Assert.That(Read(string.Concat(Enumerable.Repeat(Match(), 1000))), Has.Count.EqualTo(32));

    [TestCase("<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>")]
    [TestCase("<!DOCTYPE e [<!ENTITY x 'y'>]>")]
    public void Read_DocumentType_IsNoAnswer(string type) =>
        Assert.That(ProbeMatches.Read(Encoding.UTF8.GetBytes(type + Envelope(Match())), From), Is.Empty);

    [Test]
    public void Read_TooDeep_IsNoAnswer() =>
        Assert.That(Read(Match() + string.Concat(Enumerable.Repeat("<a>", 5000)) + string.Concat(Enumerable.Repeat("</a>", 5000))), Is.Empty);

    [TestCase("utf-7")]
    [TestCase("unicode-1-1-utf-7")]
    [TestCase("no-such-encoding")]
    public void Read_EncodingThatIsNone_NeverThrows(string name) => Assert.That(
        () => ProbeMatches.Read([.. Encoding.ASCII.GetBytes($"<?xml version=\"1.0\" encoding=\"{name}\"?><a>"), 0xFF, .. "</a>"u8], From), Is.Empty);

    [Test]
    public void Read_AnyBytes_NeverThrows() => Check.QuickThrowOnFailure(
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => ProbeMatches.Read(bytes, From).Count == 0));

    [Test]
    public void Read_AnAnswerDamagedAnywhere_NeverThrowsAndKeepsTheHost()
    {
        var answer = Encoding.UTF8.GetBytes(Envelope(Match()));
        var damage = Gen.Choose(0, answer.Length - 1).Zip(Gen.Choose(0, 255)).ArrayOf(4).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(damage, changes =>
        {
            var damaged = (byte[])answer.Clone();
            foreach (var (place, value) in changes)
            {
                damaged[place] = (byte)value;
            }

            return ProbeMatches.Read(damaged, From).All(camera => camera.DeviceService.Host == From.ToString());
        }));
    }

    [Test]
    public void Read_AnyTexts_NeverThrowsAndHoldsNoControlCharacters()
    {
        var texts = ArbMap.Default.ArbFor<string>().Generator.ArrayOf(3).ToArbitrary();

        Check.QuickThrowOnFailure(Prop.ForAll(texts, parts =>
        {
            var safe = parts.Select(part => System.Security.SecurityElement.Escape(string.Concat((part ?? "").Where(System.Xml.XmlConvert.IsXmlChar)))).ToList();
            return Read(Match(endpoint: safe[0]!, addresses: safe[1]!, scopes: $"onvif://www.onvif.org/name/{safe[2]}"))
                .All(camera => !$"{camera}".Any(char.IsControl) && camera.DeviceService.Host == From.ToString());
        }));
    }

    private static IReadOnlyList<DiscoveredCamera> Read(string matches) =>
        ProbeMatches.Read(Encoding.UTF8.GetBytes(Envelope(matches)), From);

    private static string Match(
        string types = "dn:NetworkVideoTransmitter", string scopes = "", string endpoint = "urn:uuid:1", string addresses = "http://192.168.1.64/onvif/device_service") =>
        $"<d:ProbeMatch><a:EndpointReference><a:Address>{endpoint}</a:Address></a:EndpointReference><d:Types>{types}</d:Types><d:Scopes>{scopes}</d:Scopes><d:XAddrs>{addresses}</d:XAddrs></d:ProbeMatch>";

    private static string Envelope(string matches) =>
        $"""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Body><d:ProbeMatches>{matches}</d:ProbeMatches></s:Body></s:Envelope>""";
}

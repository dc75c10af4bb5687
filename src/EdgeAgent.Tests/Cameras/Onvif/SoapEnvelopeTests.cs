using System.Text;
using System.Xml.Linq;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Tests.Cameras.Onvif;

/// <summary>Reads what cameras send for an envelope, and hostile answers within limits.</summary>
public sealed class SoapEnvelopeTests
{
    private const string Soap12 = "xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"";

    [TestCase($"<s:Envelope {Soap12}><s:Body><r>1</r></s:Body></s:Envelope>")]
    [TestCase("<Envelope><Body><r>1</r></Body></Envelope>", Description = "no namespace")]
    [TestCase("<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"><SOAP-ENV:Body><r>1</r></SOAP-ENV:Body></SOAP-ENV:Envelope>", Description = "SOAP 1.1")]
    [TestCase("<env:Envelope><env:Header/><env:Body><tt:r>1</tt:r></env:Body></env:Envelope>", Description = "prefixes that nobody declared")]
    [TestCase("\r\n  \uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><Envelope><Body><r>1</r></Body></Envelope>\0\0", Description = "white space, a mark and zeros around it")]
    [TestCase("<?xml version=\"1.1\" encoding=\"nonsense\"?><Envelope><Body><r>1</r></Body></Envelope>")]
    [TestCase("<Envelope><!-- a --><Body><?b?><r>\u00011\u001f</r></Body></Envelope>", Description = "control characters")]
    public void Read_OddEnvelope_GivesItsBody(string text) =>
        Assert.That(SoapEnvelope.Read(Encoding.UTF8.GetBytes(text), null)?.Value, Is.EqualTo("1"));

    [TestCase("utf-8", "utf-8", null)]
    [TestCase("utf-8", "gb2312", "gb2312", Description = "says GB2312 and is UTF-8")]
    [TestCase("gb2312", "gb2312", null)]
    [TestCase("gbk", null, "GBK")]
    [TestCase("utf-16", "utf-16", null)]
    [TestCase("utf-16BE", "utf-8", "utf-8", Description = "says UTF-8 and is UTF-16")]
    public void Read_AnyEncodingOfChina_GivesTheName(string encoding, string? declared, string? header)
    {
        var declaration = declared is null ? "" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>";
        var bytes = (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding))
            .GetBytes($"{declaration}<Envelope><Body><Name>前门</Name></Body></Envelope>");

        Assert.That(SoapEnvelope.Read(bytes, header)?.Value, Is.EqualTo("前门"));
    }

    [TestCase("")]
    [TestCase("not found")]
    [TestCase("<html><body><p>Welcome<br></body></html>")]
    [TestCase("<Envelope/>")]
    [TestCase("<Envelope><Body/></Envelope>")]
    [TestCase("<Envelope><Body><r>")]
    [TestCase("<a><Envelope><Body><r/></Body></Envelope></a>")]
    [TestCase("{\"error\":\"<no>\"}")]
    public void Read_NoEnvelope_IsNull(string text) => Assert.That(SoapEnvelope.Read(Encoding.UTF8.GetBytes(text), null), Is.Null);

    [Test]
    public void Read_DocumentType_IsRefused()
    {
        using var file = new Support.TempFolder();
        File.WriteAllText(file.File("secret"), "hunter2");
        string[] types =
        [
            $"<!DOCTYPE r [<!ENTITY x SYSTEM \"file://{file.File("secret")}\">]>",
            "<!DOCTYPE r [<!ENTITY x \"0123456789\"><!ENTITY y \"&x;&x;&x;\">]>",
            "<!DOCTYPE r SYSTEM \"http://192.0.2.1/r.dtd\">",
        ];

        Assert.That(types.Select(type => SoapEnvelope.Read(Encoding.UTF8.GetBytes($"{type}<Envelope><Body><r>&x;</r></Body></Envelope>"), null)), Has.All.Null);
    }

    [TestCase(60, true)]
    [TestCase(80, false)]
    [TestCase(100_000, false)]
    public void Read_Depth_IsLimited(int levels, bool isRead)
    {
        var text = $"<Envelope><Body>{string.Concat(Enumerable.Repeat("<a>", levels))}{string.Concat(Enumerable.Repeat("</a>", levels))}</Body></Envelope>";

        Assert.That(SoapEnvelope.Read(Encoding.UTF8.GetBytes(text), null) is not null, Is.EqualTo(isRead));
    }

    [Test]
    public void Write_Request_IsReadBack()
    {
        var token = UsernameToken.Create(new CameraLogin("user<&>", "word"), DateTimeOffset.UnixEpoch);
        var bytes = SoapEnvelope.Write(new XElement(OnvifNames.Device + "GetScopes"), token);

        Assert.That(SoapEnvelope.Read(bytes, null)?.Name, Is.EqualTo(OnvifNames.Device + "GetScopes"));
        Assert.That(XDocument.Parse(Encoding.UTF8.GetString(bytes)).Root.Text("Header", "Security", "UsernameToken", "Username"), Is.EqualTo("user<&>"));
    }

    // An attribute cannot carry half a letter.
    private static readonly string[] NoXml = ["a\0b", "a\uD800"];

    [TestCaseSource(nameof(NoXml))]
    public void Write_LetterThatXmlCannotCarry_IsAnOnvifException(string token) => Assert.That(
        () => SoapEnvelope.Write(new XElement("r", token), null), Throws.TypeOf<OnvifException>());
}

using System.Xml.Linq;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Envelopes and faults of SOAP 1.2, with ONVIF's namespaces.</summary>
internal static class Soap
{
    public static readonly XNamespace Envelope = "http://www.w3.org/2003/05/soap-envelope";
    public static readonly XNamespace Device = "http://www.onvif.org/ver10/device/wsdl";
    public static readonly XNamespace Media = "http://www.onvif.org/ver10/media/wsdl";
    public static readonly XNamespace Media2 = "http://www.onvif.org/ver20/media/wsdl";
    public static readonly XNamespace Schema = "http://www.onvif.org/ver10/schema";
    public static readonly XNamespace Error = "http://www.onvif.org/ver10/error";

    private static readonly (string Prefix, XNamespace Name)[] Prefixes =
        [("s", Envelope), ("tds", Device), ("trt", Media), ("tr2", Media2), ("tt", Schema), ("ter", Error)];

    public static XDocument Wrap(XElement body) => new(
        new XElement(
            Envelope + "Envelope",
            Prefixes.Select(prefix => new XAttribute(XNamespace.Xmlns + prefix.Prefix, prefix.Name)),
            new XElement(Envelope + "Body", body)));

    /// <param name="code">Sender or Receiver.</param>
    /// <param name="subcodes">Of ONVIF's error namespace, the outer first; none are allowed.</param>
    public static XElement Fault(string code, string text, params string[] subcodes)
    {
        var nested = subcodes.Reverse().Aggregate(
            (XElement?)null,
            (inner, subcode) => new XElement(Envelope + "Subcode", new XElement(Envelope + "Value", $"ter:{subcode}"), inner));
        return new XElement(
            Envelope + "Fault",
            new XElement(Envelope + "Code", new XElement(Envelope + "Value", $"s:{code}"), nested),
            new XElement(
                Envelope + "Reason",
                new XElement(Envelope + "Text", new XAttribute(XNamespace.Xml + "lang", "en"), text)));
    }
}

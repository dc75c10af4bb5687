using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Namespaces of SOAP 1.2, WS-Security and ONVIF.</summary>
internal static class OnvifNames
{
    private const string Oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-";

    public const string PasswordDigest = Oasis + "username-token-profile-1.0#PasswordDigest";
    public const string Base64 = Oasis + "soap-message-security-1.0#Base64Binary";

    public static readonly XNamespace Soap = "http://www.w3.org/2003/05/soap-envelope";
    public static readonly XNamespace Security = Oasis + "wssecurity-secext-1.0.xsd";
    public static readonly XNamespace SecurityUtility = Oasis + "wssecurity-utility-1.0.xsd";
    public static readonly XNamespace Schema = "http://www.onvif.org/ver10/schema";
    public static readonly XNamespace Device = "http://www.onvif.org/ver10/device/wsdl";
    public static readonly XNamespace Media1 = "http://www.onvif.org/ver10/media/wsdl";
    public static readonly XNamespace Media2 = "http://www.onvif.org/ver20/media/wsdl";
}

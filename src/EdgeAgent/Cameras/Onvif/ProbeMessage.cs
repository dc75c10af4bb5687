using System.Text;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>The question of WS-Discovery (April 2005, as the ONVIF Core Specification asks for): who is of this type?</summary>
internal static class ProbeMessage
{
    private const string Template =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Header><w:MessageID>urn:uuid:{id}</w:MessageID><w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action e:mustUnderstand="true">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body><d:Probe><d:Types xmlns:t="{namespace}">t:{name}</d:Types></d:Probe></e:Body></e:Envelope>
        """;

    // Some cameras answer to only one of the two, and asked for both at once to neither.
    private static readonly (string Namespace, string Name)[] Types =
    [
        ("http://www.onvif.org/ver10/network/wsdl", "NetworkVideoTransmitter"),
        ("http://www.onvif.org/ver10/device/wsdl", "Device"),
    ];

    /// <summary>A message for each type of camera, with an id of its own: what was asked before is not answered twice.</summary>
    public static IEnumerable<byte[]> CreateAll() => Types.Select(type => Encoding.UTF8.GetBytes(Template
        .Replace("{id}", Guid.NewGuid().ToString())
        .Replace("{namespace}", type.Namespace)
        .Replace("{name}", type.Name)));
}

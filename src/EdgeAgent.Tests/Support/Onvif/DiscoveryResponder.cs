using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Answers the probes of WS-Discovery for one camera, from the camera's own address: to all and to it alone.</summary>
internal sealed class DiscoveryResponder : IAsyncDisposable
{
    private const int Port = 3702;

    private static readonly XNamespace Addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static readonly XNamespace Discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    private readonly OnvifSetup setup;
    private readonly OnvifAddresses addresses;
    private readonly Socket own;
    private readonly Socket group;
    private readonly CancellationTokenSource ends = new();
    private readonly Task answering;

    private DiscoveryResponder(OnvifSetup setup, OnvifAddresses addresses)
    {
        this.setup = setup;
        this.addresses = addresses;
        var address = IPAddress.Parse(setup.Address);
        own = Listen(address);
        group = Listen(Group);
        group.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, address));
        answering = Task.WhenAll(AnswerAsync(own), AnswerAsync(group));
    }

    public static DiscoveryResponder Start(OnvifSetup setup, OnvifAddresses addresses) => new(setup, addresses);

    public async ValueTask DisposeAsync()
    {
        await ends.CancelAsync();
        await answering;
        own.Dispose();
        group.Dispose();
        ends.Dispose();
    }

    private static Socket Listen(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(address, Port));
        return socket;
    }

    private async Task AnswerAsync(Socket socket)
    {
        var datagram = new byte[65_536];
        try
        {
            while (true)
            {
                var probe = await socket.ReceiveFromAsync(datagram, new IPEndPoint(IPAddress.Any, 0), ends.Token);
                if (AnswerTo(datagram.AsSpan(0, probe.ReceivedBytes)) is { } answer)
                {
                    await own.SendToAsync(answer, probe.RemoteEndPoint, ends.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The camera is switched off.
        }
    }

    private byte[]? AnswerTo(ReadOnlySpan<byte> datagram)
    {
        var probe = Parse(Encoding.UTF8.GetString(datagram));
        var types = probe?.Descendants(Discovery + "Types").FirstOrDefault()?.Value ?? "";
        var isForUs = probe?.Descendants(Discovery + "Probe").Any() == true
            && types.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .All(type => type.Split(':')[^1] is "NetworkVideoTransmitter" or "Device");
        return isForUs ? Encoding.UTF8.GetBytes(Answer(probe!.Descendants(Addressing + "MessageID").First().Value)) : null;
    }

    private static XElement? Parse(string text)
    {
        try
        {
            return XElement.Parse(text);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private string Answer(string relatesTo) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="{Soap.Envelope}" xmlns:a="{Addressing}" xmlns:d="{Discovery}" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="{Soap.Device}">
          <s:Header>
            <a:MessageID>urn:uuid:{Guid.NewGuid()}</a:MessageID>
            <a:RelatesTo>{relatesTo}</a:RelatesTo>
            <a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>
            <a:Action>{Discovery}/ProbeMatches</a:Action>
          </s:Header>
          <s:Body>
            <d:ProbeMatches>
              {string.Concat(setup.AnswersFor.Append(setup.Endpoint).Select(Match))}
            </d:ProbeMatches>
          </s:Body>
        </s:Envelope>
        """;

    private string Match(string endpoint) =>
        $"""
        <d:ProbeMatch>
          <a:EndpointReference><a:Address>{endpoint}</a:Address></a:EndpointReference>
          <d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>
          <d:Scopes>{string.Join(' ', DiscoveryScopes.Of(setup))}</d:Scopes>
          <d:XAddrs>{string.Join(' ', [.. setup.OtherAddresses, addresses.DeviceService])}</d:XAddrs>
          <d:MetadataVersion>1</d:MetadataVersion>
        </d:ProbeMatch>
        """;
}

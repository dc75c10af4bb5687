using System.Globalization;
using System.Net;
using System.Xml.Linq;
using static EdgeAgent.Tests.Support.Onvif.Soap;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The device service (ver10).</summary>
internal sealed class DeviceAnswers(OnvifSetup setup, OnvifAddresses addresses, DeviceClock clock)
{
    public XElement? To(XElement request) => request.Name.LocalName switch
    {
        "GetSystemDateAndTime" => DateAndTime(),
        "GetDeviceInformation" => Answer(
            request,
            new XElement(Device + "Manufacturer", setup.Manufacturer),
            new XElement(Device + "Model", setup.Model),
            new XElement(Device + "FirmwareVersion", "V5.7.3 build 220401"),
            new XElement(Device + "SerialNumber", "SN0123456789"),
            new XElement(Device + "HardwareId", "88")),
        "GetCapabilities" => Answer(request, Capabilities()),
        "GetServices" when !setup.Has(OnvifQuirks.NoGetServices) => Answer(request, Services()),
        "GetScopes" => Answer(request, Scopes()),
        "GetHostname" => Answer(
            request,
            new XElement(
                Device + "HostnameInformation",
                new XElement(Schema + "FromDHCP", "false"),
                new XElement(Schema + "Name", "IPCamera"))),
        "GetNetworkInterfaces" => Answer(request, NetworkInterface()),
        "GetNetworkDefaultGateway" => Answer(
            request, new XElement(Device + "NetworkGateway", new XElement(Schema + "IPv4Address", setup.Address))),
        "GetDNS" => Answer(request, new XElement(Device + "DNSInformation", new XElement(Schema + "FromDHCP", "false"))),
        "GetNTP" => Answer(request, new XElement(Device + "NTPInformation", new XElement(Schema + "FromDHCP", "false"))),
        _ => null,
    };

    private static XElement Answer(XElement request, params object?[] content) =>
        new(Device + $"{request.Name.LocalName}Response", content);

    private XElement DateAndTime()
    {
        var utc = clock.Told;
        return new XElement(
            Device + "GetSystemDateAndTimeResponse",
            new XElement(
                Device + "SystemDateAndTime",
                new XElement(Schema + "DateTimeType", "Manual"),
                new XElement(Schema + "DaylightSavings", "false"),
                new XElement(Schema + "TimeZone", new XElement(Schema + "TZ", "CST-8")),
                DateTime("UTCDateTime", utc),
                DateTime("LocalDateTime", clock.Utc + OnvifSetup.LocalZone)));
    }

    private static XElement DateTime(string name, DateTimeOffset time) => new(
        Schema + name,
        new XElement(
            Schema + "Time",
            new XElement(Schema + "Hour", time.Hour),
            new XElement(Schema + "Minute", time.Minute),
            new XElement(Schema + "Second", time.Second)),
        new XElement(
            Schema + "Date",
            new XElement(Schema + "Year", time.Year),
            new XElement(Schema + "Month", time.Month),
            new XElement(Schema + "Day", time.Day)));

    private XElement Capabilities() => new(
        Device + "Capabilities",
        new XElement(Schema + "Device", new XElement(Schema + "XAddr", addresses.DeviceService)),
        new XElement(
            Schema + "Media",
            new XElement(Schema + "XAddr", addresses.MediaService),
            new XElement(
                Schema + "StreamingCapabilities",
                new XElement(Schema + "RTPMulticast", "false"),
                new XElement(Schema + "RTP_TCP", "true"),
                new XElement(Schema + "RTP_RTSP_TCP", "true"))));

    private IEnumerable<XElement> Services()
    {
        yield return Service(Device, addresses.DeviceService, 2, 60);
        yield return Service(Media, addresses.MediaService, 2, 60);
        if (setup.Media2 != Media2Offer.None)
        {
            yield return Service(Media2, addresses.Media2Service, 2, 0);
        }
    }

    private static XElement Service(XNamespace name, string address, int major, int minor) => new(
        Device + "Service",
        new XElement(Device + "Namespace", name),
        new XElement(Device + "XAddr", address),
        new XElement(Device + "Version", new XElement(Schema + "Major", major), new XElement(Schema + "Minor", minor)));

    private IEnumerable<XElement> Scopes() => DiscoveryScopes.Of(setup).Select(scope => new XElement(
        Device + "Scopes", new XElement(Schema + "ScopeDef", "Fixed"), new XElement(Schema + "ScopeItem", scope)));

    private XElement NetworkInterface() => new(
        Device + "NetworkInterfaces",
        new XAttribute("token", "eth0"),
        new XElement(Schema + "Enabled", "true"),
        new XElement(
            Schema + "Info",
            new XElement(Schema + "Name", "eth0"),
            new XElement(Schema + "HwAddress", "02:00:00:12:34:56"),
            new XElement(Schema + "MTU", "1500")),
        new XElement(
            Schema + "IPv4",
            new XElement(Schema + "Enabled", "true"),
            new XElement(
                Schema + "Config",
                new XElement(
                    Schema + "Manual",
                    new XElement(Schema + "Address", IPAddress.Parse(setup.Address).ToString()),
                    new XElement(Schema + "PrefixLength", 24.ToString(CultureInfo.InvariantCulture))),
                new XElement(Schema + "DHCP", "false"))));
}

using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera says of itself.</summary>
public sealed record OnvifDevice(string Manufacturer, string Model, string Firmware, string SerialNumber)
{
    /// <summary>Reads the answer to GetDeviceInformation; what the camera leaves out is empty.</summary>
    internal static OnvifDevice Read(XElement response)
    {
        string Text(string name) => OnvifText.Clean(response.Text(name));

        return new OnvifDevice(Text("Manufacturer"), Text("Model"), Text("FirmwareVersion"), Text("SerialNumber"));
    }
}

namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera says of itself.</summary>
public sealed record OnvifDevice(string Manufacturer, string Model, string Firmware, string SerialNumber);

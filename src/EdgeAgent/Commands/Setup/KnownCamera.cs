using System.Text.Json.Nodes;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Setup;

/// <summary>A camera that the file has already.</summary>
/// <param name="KeepsPasswordElsewhere">In an environment variable or a file of its own, which setup leaves alone.</param>
internal sealed record KnownCamera(string Id, string Name, string? Onvif, string? Endpoint, string? SubProfile, string? SubStream, string? User, bool KeepsPasswordElsewhere)
{
    public static KnownCamera Of(JsonObject node) => new(
        DraftJson.Text(node["id"]) ?? "",
        DraftJson.Text(node["name"]) ?? "",
        DraftJson.Text(node["onvif"]?["address"]),
        DraftJson.Text(node["onvif"]?["endpoint"]),
        DraftJson.Text(node["onvif"]?["subProfile"]),
        DraftJson.Text(node["subStream"]),
        DraftJson.Text(node["user"]),
        new Secret(DraftJson.Text(node["password"]) ?? "").IsElsewhere);

    /// <summary>Where it is, as the file has it; null for a recording.</summary>
    public string? Address => Onvif ?? SubStream;

    public CameraSource Source => new(SubStream, Onvif, Endpoint, SubProfile);

    /// <summary>Whether this is the camera found: by its own name on the network where both have one, else by its place.</summary>
    public bool Is(DiscoveredCamera found) =>
        Endpoint is { Length: > 0 } && found.Endpoint.Length > 0 ? found.IsNamed(Endpoint) : IsAt(found.DeviceService);

    /// <summary>Whether it was found at another place than the file says.</summary>
    public bool HasMovedTo(DiscoveredCamera found) => Onvif is not null && !IsAt(found.DeviceService);

    /// <summary>The place as a person would write it: without what is the same for all cameras.</summary>
    public static string Place(Uri service) =>
        service.Scheme != "http" || service.AbsolutePath != OnvifAddress.DeviceService(service.Host).AbsolutePath ? service.ToString()
        : service.IsDefaultPort ? service.Host
        : $"{service.Host}:{service.Port}";

    private bool IsAt(Uri service) => Onvif is { } own
        ? OnvifAddress.Problem(own) is null && OnvifAddress.DeviceService(own) == service
        : SubStream is { } stream && Uri.TryCreate(stream, UriKind.Absolute, out var address) && address.Host == service.Host;
}

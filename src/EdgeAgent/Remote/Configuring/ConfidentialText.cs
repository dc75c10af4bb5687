using System.Text.Json.Nodes;
using EdgeAgent.Storage;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// A text of the configuration that is, or may hold, a password. The centre is shown a part of it, and what it sends back
/// just so means: as it is.
/// </summary>
/// <param name="Path">Where it stands, e.g. <c>cameras[1].password</c>.</param>
/// <param name="Camera">Id of the camera whose it is; null for a broker's.</param>
/// <param name="Holder">The section that has it.</param>
internal sealed record ConfidentialText(string Path, string? Camera, JsonObject Holder, string Key)
{
    /// <summary>Stands for what the centre may not see.</summary>
    public const string Hidden = "***";

    private const string Password = "password";

    public bool IsPassword => Key == Password;

    public string Text
    {
        get => Holder[Key]!.GetValue<string>();
        set => Holder[Key] = value;
    }

    public string Shown => IsPassword ? ShownPassword : ShownAddress.Of(Text);

    /// <summary>Whether it stands for what the box has there.</summary>
    public bool IsHidden => IsPassword ? Text == Hidden : Text.EndsWith("/" + Hidden, StringComparison.Ordinal);

    /// <summary>Whether both are the same text of the same camera, wherever in the list that is; or of the broker at the same place.</summary>
    public bool IsSameAs(ConfidentialText other) => Camera is null ? Path == other.Path : (Camera, Key) == (other.Camera, other.Key);

    /// <summary>Those that are there.</summary>
    /// <param name="root">A configuration that can be used.</param>
    public static IReadOnlyList<ConfidentialText> In(JsonObject root)
    {
        var cameras = (root["cameras"] as JsonArray ?? []).OfType<JsonObject>().SelectMany((camera, index) => OfCamera(camera, $"cameras[{index}]"));
        var broker = OfBroker(root["uplink"]?["broker"] as JsonObject ?? [], "uplink.broker");
        var fallbacks = (root["uplink"]?["fallbackBrokers"] as JsonArray ?? []).OfType<JsonObject>()
            .SelectMany((fallback, index) => OfBroker(fallback, $"uplink.fallbackBrokers[{index}]"));
        return [.. cameras.Concat(broker).Concat(fallbacks).Where(text => text.Holder[text.Key] is not null)];
    }

    private static IEnumerable<ConfidentialText> OfBroker(JsonObject broker, string path) =>
        [new($"{path}.password", null, broker, Password), new($"{path}.address", null, broker, "address")];

    private static IEnumerable<ConfidentialText> OfCamera(JsonObject camera, string path)
    {
        var id = camera["id"]!.GetValue<string>();
        return
        [
            new($"{path}.password", id, camera, Password),
            new($"{path}.subStream", id, camera, "subStream"),
            new($"{path}.mainStream", id, camera, "mainStream"),
            new($"{path}.onvif.address", id, camera["onvif"] as JsonObject ?? [], "address"),
        ];
    }

    // Whatever follows "env:" and "file:" may be a password that happens to begin so; an entry's name has a form.
    private string ShownPassword =>
        Text.Length == 0 || (new Secret(Text).EntryName is { } entry && SecretsFile.IsName(entry)) ? Text : Hidden;
}

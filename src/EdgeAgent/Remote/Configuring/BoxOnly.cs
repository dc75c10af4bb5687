using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Cameras;
using EdgeAgent.Configuration;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// What only somebody at the box may change. Whoever holds the centre's account must not be able to run a program, read a
/// file, send the box elsewhere, or decide what is recorded of the people there; so all is the box's own but what is named here.
/// </summary>
internal static class BoxOnly
{
    private const int MostCameras = 64;

    private static readonly HashSet<string> Centre =
    [
        "video.framesPerSecond", "video.width", "video.stallSeconds",
        "detection.threads", "detection.stillLookSeconds", "detection.lookSeconds",
        "tracking", "rules", "uplink.heartbeatSeconds",
        "camera.id", "camera.name", "camera.onvif", "camera.subStream", "camera.mainStream", "camera.user", "camera.password", "camera.zones",
    ];

    /// <returns>What the centre may not change and is changed, each with its path.</returns>
    public static IEnumerable<ConfigurationProblem> Changed(AgentOptions before, AgentOptions after)
    {
        var known = before.Cameras.ToDictionary(camera => camera.Id);
        var cameras = after.Cameras.SelectMany((camera, index) => Differences(
            Form(known.GetValueOrDefault(camera.Id, new CameraOptions())), Form(camera), $"cameras[{index}]", "camera"));
        ConfigurationProblem[] tooMany = after.Cameras.Count > Math.Max(MostCameras, before.Cameras.Count)
            ? [new("cameras", $"must be {MostCameras} at most, where the centre adds some")]
            : [];
        return [.. tooMany, .. cameras, .. Differences(Form(before with { Cameras = [] }), Form(after with { Cameras = [] }), "", "")];
    }

    /// <param name="option">The path without numbers.</param>
    private static IEnumerable<ConfigurationProblem> Differences(JsonNode? before, JsonNode? after, string path, string option)
    {
        if (Centre.Contains(option) || JsonNode.DeepEquals(before, after))
        {
            return [];
        }

        return before is JsonObject old && after is JsonObject changed
            ? old.Select(entry => entry.Key).Union(changed.Select(entry => entry.Key))
                .SelectMany(key => Differences(old[key], changed[key], Join(path, key), Join(option, key)))
            : [new(path, "may be changed at the box only")];
    }

    // With every default, so that what is left out is what it stands for.
    private static JsonNode? Form<T>(T options) => JsonSerializer.SerializeToNode(options, ConfigurationFile.Json);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}

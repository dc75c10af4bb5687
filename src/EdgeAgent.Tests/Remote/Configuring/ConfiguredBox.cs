using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Remote.Configuring;

/// <summary>A box with a configuration that has passwords in every form, and what the centre may do with it.</summary>
internal sealed class ConfiguredBox : IDisposable
{
    public const string WrittenOut = "geheim-77";
    public const string Entered = "entered-88";
    public const string InPath = "tlJwpbo6";

    private readonly TempFolder folder = new();

    public ConfiguredBox()
    {
        File.WriteAllText(Configuration, $$"""
            {
              // Whoever set this up wrote a comment.
              "cameras": [
                { "id": "door", "name": "大门", "subStream": "rtsp://192.168.1.64:554/Streaming/Channels/102", "user": "admin", "password": "{{WrittenOut}}" },
                { "id": "store", "onvif": { "address": "192.168.1.65" }, "user": "admin", "password": "secret:store" },
                { "id": "yard", "subStream": "rtsp://192.168.1.66/user=admin_password={{InPath}}_channel=1_stream=1.sdp", "user": "admin", "password": "env:YARD" },
                { "id": "old", "subStream": "rtsp://192.168.1.67/live", "user": "admin", "password": "file:/run/secrets/old" },
                { "id": "shop", "clip": { "file": "shop.mp4" } }
              ],
              "rules": { "active": [ { "rule": "animal" } ] },
              "uplink": { "city": "quanzhou", "county": "anxi", "site": "tofu-042",
                "broker": { "address": "mqtts://broker.example.org:8883", "user": "tofu-042", "password": "secret:broker" } },
            }
            """);
        AtomicFile.WritePrivate(folder.File("secrets.json"), JsonSerializer.SerializeToUtf8Bytes(new { store = Entered, broker = Entered }));
    }

    public string Configuration => folder.File("config.json");

    public string Folder => folder.Path;

    public string Text => File.ReadAllText(Configuration);

    public SecretsFile Secrets => new(folder.Path);

    public PresentConfiguration Present => PresentConfiguration.Read(Configuration);

    public JsonObject Shown => ShownConfiguration.Of(Present);

    /// <summary>What the centre would send back when it changes what it was shown.</summary>
    public ProposedConfiguration Proposed(Action<JsonNode> change)
    {
        var shown = Shown;
        change(shown);
        return ProposedConfiguration.Of(Present, JsonSerializer.SerializeToElement<JsonNode>(shown), Secrets);
    }

    public string Refusal(Action<JsonNode> change) => Assert.Throws<ConfigurationException>(() => Proposed(change))!.Message;

    public void Dispose() => folder.Dispose();
}

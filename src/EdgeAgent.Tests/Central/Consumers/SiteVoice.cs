using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>Says in a site's name what a test wants, in messages made of the wire types, with fields that no version knows yet.</summary>
internal sealed class SiteVoice(CentralClient county, string site)
{
    public const string Prefix = "foodsafety/v1/quanzhou/anxi/";

    private readonly Topics topics = new(Prefix + site);

    public string Name => topics.Prefix;

    public static string Sha256Of(byte[] picture) => Convert.ToHexStringLower(SHA256.HashData(picture));

    /// <param name="announced">The picture that follows.</param>
    /// <param name="closed">Its second event, instead of its first.</param>
    public Task EventAsync(long seq, string incident, byte[]? announced = null, bool closed = false) =>
        SayAsync("incident", Event(seq, incident, announced, closed).ToJsonString());

    public JsonObject Event(long seq, string incident, byte[]? announced = null, bool closed = false)
    {
        var what = UplinkBench.Sample(incident, closed ? IncidentEvent.Closed : IncidentEvent.Opened);
        var data = IncidentData.From(what) with
        {
            Thumbnail = announced is null ? null : new(Sha256Of(announced), announced.Length, topics.Thumbnail(incident)),
        };
        var message = new IncidentMessage(
            IncidentMessage.Version,
            IncidentMessage.IdOf(incident, closed ? 1 : 0),
            topics.Prefix,
            IncidentMessage.TypeOf(what.Event),
            incident,
            what.LastSeen,
            Envelope.Json,
            site,
            what.Camera,
            seq,
            "boot",
            false,
            data);
        var body = JsonNode.Parse(ContractJson.Write(message))!.AsObject();
        body["laterVersion"] = new JsonArray(1, "two");
        body["data"]!["laterVersion"] = true;
        return body;
    }

    public Task PictureAsync(string incident, byte[] picture) => SayAsync($"thumbnail/{incident}", picture);

    public Task StatusAsync(StatusMessage status) => SayAsync("status", ContractJson.WriteBytes(status), retain: true);

    public Task HeartbeatAsync(string bootId) => SayAsync("heartbeat", $$"""{"bootId":"{{bootId}}","laterVersion":1}""");

    public Task SayAsync(string topic, string body) => SayAsync(topic, Encoding.UTF8.GetBytes(body));

    public async Task SayAsync(string topic, byte[] body, bool retain = false) =>
        Assert.That(await county.PublishAsync($"{topics.Prefix}/{topic}", body, retain), Is.True, $"the broker takes {topic}");
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>What the examples tell of one site, as docs/consumers.md says.</summary>
internal sealed record Lines(string Site)
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public object Event(long seq, string incident, int revision = 0, bool latest = true) => new
    {
        line = "event",
        site = Site,
        seq,
        id = $"{incident}-{revision}",
        type = $"cn.foodsafety.incident.{(revision == 0 ? "opened" : "closed")}",
        latest,
    };

    public object Double(string incident) => new { line = "double", site = Site, id = $"{incident}-0" };

    public object DoublePicture(string incident) => new { line = "double", site = Site, picture = incident };

    public object Gap(long first, long last) => new { line = "gap", site = Site, first, last };

    public object GapClosed(long seq) => new { line = "gap-closed", site = Site, seq };

    public object Conflict(long seq, params string[] ids) => new { line = "conflict", site = Site, seq, ids };

    public object Picture(string incident, string state) => new { line = "picture", site = Site, incident, state };

    public object Turned(string state, string bootId, string by) => new { line = "site", site = Site, state, bootId, by };

    public object LateWill(string bootId) => new { line = "late-will", site = Site, bootId };

    public object Unreadable(string topic) => new { line = "unreadable", topic = $"{Site}/{topic}" };
}

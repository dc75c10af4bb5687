using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Commands;

/// <summary>One line for each message that <c>watch</c> has received.</summary>
internal static class WatchLine
{
    /// <summary>For people: Chinese first, English beside it.</summary>
    public static string Text(Received received, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var words = received switch
        {
            IncidentReceived incident => Words(incident),
            ThumbnailReceived picture => $"图片 thumbnail {picture.Incident} {picture.Bytes} B sha256 {picture.Sha256[..12]} {Words(picture.Agrees)}",
            StatusReceived { Message: var status } => $"代理 agent {Word(status.State)} {status.Agent} boot {status.BootId}",
            CameraReceived { Message: var camera } => $"摄像头 camera {camera.Camera} {camera.Name} {camera.State} {camera.Reason}",
            HeartbeatReceived { Message: var beat } => $"心跳 heartbeat, {beat.Outbox.Depth} unsent, seq {beat.LastSeq}, {beat.Cameras.Count} cameras",
            SummaryReceived { Message: var day } => Words(day),
            CommandReceived { Message: var command } asked => $"要求 command {asked.Name} {command.RequestId}",
            ReplyReceived { Message: var reply } => $"答复 reply {reply.RequestId} {Word(reply.State)} {reply.Reason}",
            LiveReceived live => $"画面 live {live.Camera} {live.Bytes} B",
            UnknownReceived { Problem: { } problem } => $"无法识别 unreadable on {received.Topic}: {problem}",
            _ => $"未知主题 unknown topic {received.Topic}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{at:HH:mm:ss.fff} {received.Site} {words}").TrimEnd();
    }

    /// <summary>For programs: topic, time of receipt, what was found out, and the body unless it is a picture.</summary>
    public static string Json(Received received, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var line = new JsonObject
        {
            ["topic"] = received.Topic,
            ["receivedAt"] = JsonSerializer.SerializeToNode(at, ContractJson.Options),
        };
        switch (received)
        {
            case IncidentReceived incident:
                line["double"] = incident.IsDouble;
                break;
            case ThumbnailReceived picture:
                line["bytes"] = picture.Bytes;
                line["sha256"] = picture.Sha256;
                line["agrees"] = picture.Agrees;
                return line.ToJsonString(ContractJson.Options);
            case LiveReceived live:
                line["bytes"] = live.Bytes;
                return line.ToJsonString(ContractJson.Options);
            case UnknownReceived unknown:
                line["problem"] = unknown.Problem ?? "unknown topic";
                return line.ToJsonString(ContractJson.Options);
        }

        line["body"] = JsonNode.Parse(body);
        return line.ToJsonString(ContractJson.Options);
    }

    private static string Words(IncidentReceived received)
    {
        var (message, data) = (received.Message, received.Message.Data);
        var marks = (message.Replayed ? " 补发 replayed" : "") + (received.IsDouble ? " 重复 double" : "");
        var place = data.Zone.Length > 0 ? $"{data.Camera}/{data.Zone}" : data.Camera;
        return $"{data.Title.Zh} / {data.Title.En}: {Word(data.Event)} {place} {Word(data.Severity)} seq {message.Seq} id {message.Id}{marks}";
    }

    private static string Words(SummaryMessage day)
    {
        var possible = Math.Max(1, day.ElapsedSeconds * (long)day.Cameras.Count);
        var watched = day.Cameras.Sum(camera => (long)camera.WatchedSeconds) * 100.0 / possible;
        var state = day.Final ? "全天 whole day" : "至今 so far";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"日报 summary {day.Day:yyyy-MM-dd} {state}, {day.Incidents.Sum(rule => rule.Count)} incidents, {day.Cameras.Count} cameras, watched {watched:0.0} %");
    }

    private static string Words(bool? agrees) => agrees switch
    {
        true => "一致 as announced",
        false => "不符 NOT as announced",
        null => "未见事件 incident not seen",
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}

using System.Text;
using System.Text.Json;
using EdgeAgent.Evidence;
using EdgeAgent.Uplink.Contract;
using MQTTnet;
using MQTTnet.Protocol;

namespace EdgeAgent.Uplink;

/// <summary>Puts what the site has to say into MQTT messages, each on its topic.</summary>
/// <param name="pathOf">Where a picture lies.</param>
internal sealed class Envelope(UplinkOptions options, Func<PictureFile, string> pathOf)
{
    public const string Json = "application/json";

    private const string Jpeg = "image/jpeg";

    public Topics Topics { get; } = Topics.For(options);

    /// <param name="replayed">Whether it had waited for the connection on which it is sent.</param>
    /// <exception cref="UnsendableException">It can never be sent; says why.</exception>
    public MqttApplicationMessage For(OutboxMessage message, bool replayed) => message switch
    {
        QueuedEvent queued => For(queued, replayed),
        QueuedThumbnail queued => For(queued),
        QueuedRectification queued => Message(Topics.Rectification(queued.Incident), Encoding.UTF8.GetBytes(queued.Body), Json),
        _ => throw new UnsendableException("neither an event nor a thumbnail nor an answer: written by another version of the agent"),
    };

    public MqttApplicationMessage For(StatusMessage status) =>
        Message(Topics.Status, ContractJson.WriteBytes(status), Json, retain: true);

    public MqttApplicationMessage For(CameraMessage camera) =>
        Message(Topics.Camera(camera.Camera), ContractJson.WriteBytes(camera), Json, retain: true);

    public MqttApplicationMessage For(SummaryMessage summary) =>
        Message(Topics.Summary(summary.Day), ContractJson.WriteBytes(summary), Json, retain: true);

    public MqttApplicationMessage For(HeartbeatMessage heartbeat)
    {
        var message = Message(Topics.Heartbeat, ContractJson.WriteBytes(heartbeat), Json);
        message.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce;
        return message;
    }

    public MqttApplicationMessage For(ReplyMessage reply) => Message(Topics.Reply(reply.RequestId), ContractJson.WriteBytes(reply), Json);

    public MqttApplicationMessage ForLive(string camera, byte[] jpeg) => Message(Topics.Live(camera), jpeg, Jpeg);

    private MqttApplicationMessage For(QueuedEvent queued, bool replayed)
    {
        IncidentData data;
        try
        {
            data = ContractJson.Read<IncidentData>(Encoding.UTF8.GetBytes(queued.Data));
        }
        catch (JsonException error)
        {
            throw new UnsendableException($"the stored event cannot be read: {error.Message}", error);
        }

        if (data.Thumbnail is { } thumbnail)
        {
            data = data with { Thumbnail = thumbnail with { Topic = Topics.Thumbnail(queued.Incident) } };
        }

        var body = new IncidentMessage(
            IncidentMessage.Version,
            IncidentMessage.IdOf(queued.Incident, queued.Revision),
            Topics.Prefix,
            IncidentMessage.TypeOf(data.Event),
            queued.Incident,
            queued.SeenAt,
            Json,
            options.Site,
            data.Camera,
            queued.Seq,
            queued.BootId,
            replayed,
            data,
            IncidentMessage.TrustOf(queued.ClockSure));
        return Message(Topics.Incident, ContractJson.WriteBytes(body), IncidentMessage.ContentType);
    }

    private MqttApplicationMessage For(QueuedThumbnail queued)
    {
        try
        {
            return Message(Topics.Thumbnail(queued.Incident), File.ReadAllBytes(pathOf(queued.Picture)), Jpeg);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UnsendableException($"the picture cannot be read: {error.Message}", error);
        }
    }

    private MqttApplicationMessage Message(string topic, byte[] payload, string contentType, bool retain = false) => new()
    {
        Topic = topic,
        PayloadSegment = payload,
        Retain = retain,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        ContentType = contentType,
    };
}

/// <summary>A message that cannot be sent now or later, whatever the broker says.</summary>
internal sealed class UnsendableException(string message, Exception? inner = null) : Exception(message, inner);

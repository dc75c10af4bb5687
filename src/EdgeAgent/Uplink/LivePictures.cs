using MQTTnet.Protocol;

namespace EdgeAgent.Uplink;

/// <summary>Sends pictures that the centre has asked for. They are not kept: without a connection there is nobody to look.</summary>
public sealed class LivePictures
{
    private const int MostBytes = 256 * 1024;

    // Topic and content type beside the picture itself.
    private const int BytesAround = 1024;

    private readonly Envelope envelope;
    private volatile BrokerConnection? connection;

    internal LivePictures(Envelope envelope) => this.envelope = envelope;

    internal BrokerConnection? Connection
    {
        set => connection = value;
    }

    /// <summary>Bytes that a picture may have now: as many as the broker takes, at most 256 KB.</summary>
    public int LargestBytes => (int)Math.Min(MostBytes, (connection?.LargestSurePacket ?? PacketSize.Agreed) - BytesAround);

    /// <summary>Sends a picture and returns when the broker has it, so that no second one stands in its way.</summary>
    /// <param name="isKept">Whether the broker shall repeat it to who is away for a moment.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending: half a packet would end the connection.</param>
    /// <exception cref="LiveException">It was not delivered; says why.</exception>
    public Task SendAsync(string camera, byte[] jpeg, bool isKept, CancellationToken cancellationToken) =>
        SendAsync(camera, jpeg, isKept).WaitAsync(cancellationToken);

    private async Task SendAsync(string camera, byte[] jpeg, bool isKept)
    {
        try
        {
            var up = connection ?? throw new LiveException("there is no connection to the broker");
            var message = envelope.ForLive(camera, jpeg);
            message.QualityOfServiceLevel = isKept ? MqttQualityOfServiceLevel.AtLeastOnce : MqttQualityOfServiceLevel.AtMostOnce;
            var answer = await up.PublishAsync(message, CancellationToken.None);
            if (!answer.IsSuccess)
            {
                throw new LiveException($"the broker refuses {message.Topic}: {Refusal.Words(answer.ReasonCode)}");
            }

            if (!isKept)
            {
                await up.PingAsync(CancellationToken.None);
            }
        }
        catch (LinkException error)
        {
            throw new LiveException(error.Message, error);
        }
    }
}

/// <summary>A live picture was not delivered; the message is for the centre's people and holds no secret.</summary>
public sealed class LiveException(string message, Exception? inner = null) : Exception(message, inner);

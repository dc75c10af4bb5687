using System.Buffers;
using EdgeAgent.Uplink.Contract;
using MQTTnet;

namespace EdgeAgent.Uplink.Commands;

/// <summary>Brings commands from a connection to the desk, and the answers back.</summary>
internal sealed class CommandLink(CommandDesk desk, Envelope envelope, ILogger log)
{
    /// <summary>Connections in a row that must break at the subscription before one does without.</summary>
    private const int CutsThatConvict = 3;

    private int cuts;

    /// <summary>
    /// Without the right to read them there are no commands, and everything else goes on: also at a broker that ends the
    /// connection of whoever asks for what it may not read.
    /// </summary>
    /// <exception cref="LinkException">The connection failed.</exception>
    public async Task ListenAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (cuts == CutsThatConvict)
        {
            cuts--;
            CommandLines.NotSubscribed(log, "it ends the connection");
            return;
        }

        try
        {
            var answer = await connection.SubscribeAsync(envelope.Topics.Command("+"), Receive, cancellationToken);
            cuts = 0;
            if (answer > MqttClientSubscribeResultCode.GrantedQoS2)
            {
                CommandLines.NotSubscribed(log, answer.ToString());
            }
        }
        catch (LinkException error) when (error.Failure == LinkFailure.Cut)
        {
            cuts++;
            throw;
        }
    }

    /// <summary>Sends answers as they come until the connection fails or the agent stops and none is left.</summary>
    /// <param name="onEnd">Called when it is over.</param>
    /// <exception cref="LinkException">The connection failed.</exception>
    public async Task ReplyAsync(BrokerConnection connection, Action onEnd, CancellationToken softStop, CancellationToken hardStop)
    {
        try
        {
            await desk.Replies.SendAsync(reply => SendAsync(connection, reply, hardStop), softStop);
        }
        finally
        {
            onEnd();
        }
    }

    private async Task SendAsync(BrokerConnection connection, ReplyMessage reply, CancellationToken cancellationToken)
    {
        var message = envelope.For(reply);
        if (PacketSize.Of(message) > connection.LargestSurePacket)
        {
            message = envelope.For(reply with { Result = null, Reason = $"{reply.Reason} (the result has more bytes than the broker takes)".TrimStart() });
        }

        var answer = await connection.PublishAsync(message, cancellationToken);
        if (!answer.IsSuccess)
        {
            CommandLines.ReplyRefused(log, reply.RequestId, answer.ReasonCode);
        }
    }

    private void Receive(MqttApplicationMessage message)
    {
        // One byte more than is allowed tells that it is too large; nobody looks at more.
        var body = message.Payload.Slice(0, Math.Min(message.Payload.Length, CommandReader.MaximumBytes + 1)).ToArray();
        desk.Receive(new IncomingCommand(message.Topic[(message.Topic.LastIndexOf('/') + 1)..], body, message.Retain));
    }
}

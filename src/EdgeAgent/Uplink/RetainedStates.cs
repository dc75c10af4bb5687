using System.Buffers;
using EdgeAgent.Uplink.Contract;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// What stands on the site's retained topics: the agent's own state, and the newest word on each topic that was set here.
/// Older words are forgotten; what a new connection finds there is not known, so it gets everything once that is kept.
/// </summary>
/// <param name="box">Fingerprint of the box's key.</param>
internal sealed class RetainedStates(Envelope envelope, Boot boot, string? box, TimeProvider time, ILogger log)
{
    private readonly Lock access = new();
    private readonly SortedDictionary<string, Word> words = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unsent = new(StringComparer.Ordinal);
    private Word? online;

    public MqttApplicationMessage Will => envelope.For(StatusMessage.Lost(boot));

    /// <param name="isLast">Nothing more will come on this topic: once it has been sent it need not be kept.</param>
    /// <returns>False when nothing has changed.</returns>
    public bool Set(MqttApplicationMessage message, bool isLast = false)
    {
        var word = new Word(message, isLast);
        lock (access)
        {
            if (words.TryGetValue(message.Topic, out var known) && known.SaysTheSameAs(word))
            {
                return false;
            }

            words[message.Topic] = word;
            unsent.Add(message.Topic);
            return true;
        }
    }

    public void SendAllAgain()
    {
        lock (access)
        {
            unsent.UnionWith(words.Keys);
        }
    }

    /// <summary>As <see cref="SendAllAgain"/>, with the agent's own state as this connection began with it.</summary>
    public void SayAllAgain()
    {
        lock (access)
        {
            if (online is { } status)
            {
                words[envelope.Topics.Status] = status;
            }

            unsent.UnionWith(words.Keys);
        }
    }

    /// <returns>False when all have been sent.</returns>
    public async Task<bool> SendNextAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (TakeUnsent() is not { } word)
        {
            return false;
        }

        var answer = await connection.PublishAsync(word.Message, cancellationToken);
        Sent(word);
        if (!answer.IsSuccess)
        {
            UplinkLog.StateRefused(log, word.Message.Topic, answer.ReasonCode);
        }

        return true;
    }

    /// <exception cref="LinkException">Not acknowledged, or this site may not write under its own topic.</exception>
    public async Task SayOnlineAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        var status = Begin();
        var answer = await connection.PublishAsync(status.Message, cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new LinkException(LinkFailure.Refused, $"the broker refuses {envelope.Topics.Status}: {Refusal.Words(answer.ReasonCode)}");
        }
    }

    /// <summary>
    /// The last words and the goodbye of an orderly stop; when it does not get through, the broker publishes the will instead.
    /// </summary>
    /// <returns>Whether the broker has answered.</returns>
    public async Task<bool> SayStoppedAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            while (await SendNextAsync(connection, cancellationToken))
            {
                // One after the other.
            }

            await connection.PublishAsync(envelope.For(StatusMessage.Stopped(boot, box, time.GetUtcNow())), cancellationToken);
            await connection.CloseAsync(cancellationToken);
            return true;
        }
        catch (Exception error) when (error is LinkException or OperationCanceledException)
        {
            UplinkLog.NoGoodbye(log, error.Message);
            return false;
        }
    }

    private Word Begin()
    {
        lock (access)
        {
            words.Remove(envelope.Topics.Status);
            unsent.Remove(envelope.Topics.Status);
            return online = new Word(envelope.For(StatusMessage.Online(boot, box, time.GetUtcNow())), isLast: true);
        }
    }

    // Taken away before it is sent: what is marked meanwhile must go once more. Where the connection breaks, the next sends all.
    private Word? TakeUnsent()
    {
        lock (access)
        {
            if (unsent.Min is not { } topic)
            {
                return null;
            }

            unsent.Remove(topic);
            return words[topic];
        }
    }

    private void Sent(Word word)
    {
        var topic = word.Message.Topic;
        lock (access)
        {
            if (word.IsLast && words.GetValueOrDefault(topic) == word && !unsent.Contains(topic))
            {
                words.Remove(topic);
            }
        }
    }

    private sealed class Word(MqttApplicationMessage message, bool isLast)
    {
        public MqttApplicationMessage Message => message;

        public bool IsLast => isLast;

        public bool SaysTheSameAs(Word other) => message.Payload.ToArray().AsSpan().SequenceEqual(other.Message.Payload.ToArray());
    }
}

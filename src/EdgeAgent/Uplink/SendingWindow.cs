using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// The messages that one connection has sent and that are still in the outbox, in the order in which they were sent: first
/// without an answer, then acknowledged, then confirmed. An acknowledgement is confirmed by the answer to something that
/// was sent after it had come: Mosquitto acknowledges before it writes, and what it is killed in between with would be lost.
/// </summary>
internal sealed class SendingWindow
{
    /// <summary>Messages that a crash may have sent a second time.</summary>
    public const int Size = 256;

    /// <summary>Messages on their way without an answer, where the broker takes as many.</summary>
    public const int Unanswered = 16;

    // On a slow link a new event waits until so much is through.
    private const long UnansweredBytes = 128 * 1024;

    private readonly Queue<SentMessage> unanswered = [];
    private readonly Queue<(OutboxMessage Message, long Answers)> acknowledged = [];
    private List<OutboxMessage> confirmed = [];
    private List<OutboxMessage> leaving = [];
    private long bytes;
    private long answers;

    /// <summary>The message whose answer comes next; null where none is waited for.</summary>
    public SentMessage? Head => unanswered.TryPeek(out var head) ? head : null;

    public bool IsEmpty => Count == 0;

    public bool AwaitsOnlyHead => unanswered.Count == 1;

    public bool AwaitsConfirmation => acknowledged.Count > 0;

    public bool AwaitsEvent => unanswered.Any(sent => sent.Message is not QueuedThumbnail);

    public int Confirmed => confirmed.Count;

    public IEnumerable<long> UnansweredPlaces => unanswered.Select(sent => sent.Message.Place);

    private int Count => unanswered.Count + acknowledged.Count + confirmed.Count + leaving.Count;

    /// <summary>Whether a further message may be sent before the first is answered.</summary>
    /// <param name="receiveMaximum">Of the broker; one is left for what stands on retained topics.</param>
    public bool HasRoom(int receiveMaximum) =>
        unanswered.Count < Math.Clamp(receiveMaximum - 1, 1, Unanswered)
        && bytes < UnansweredBytes
        && Count < Size;

    public void Clear()
    {
        unanswered.Clear();
        acknowledged.Clear();
        confirmed.Clear();
        leaving.Clear();
        bytes = 0;
    }

    public void Add(OutboxMessage message, MqttApplicationMessage packet, PendingAnswer answer)
    {
        unanswered.Enqueue(new SentMessage(message, packet, answer, answers));
        bytes += packet.Payload.Length;
    }

    /// <summary>The head was answered, and is acknowledged or not.</summary>
    public void Answered(bool isAcknowledged)
    {
        var head = unanswered.Dequeue();
        bytes -= head.Packet.Payload.Length;
        Confirm(head.AnswersBefore);
        answers++;
        if (isAcknowledged)
        {
            acknowledged.Enqueue((head.Message, answers));
        }
    }

    /// <summary>The broker has answered to something that was sent after all that was acknowledged so far.</summary>
    public void ConfirmAll() => Confirm(answers);

    /// <summary>Takes what is confirmed, to be removed from the outbox; it counts until <see cref="Left"/>.</summary>
    public IReadOnlyCollection<OutboxMessage> TakeConfirmed()
    {
        (leaving, confirmed) = (confirmed, []);
        return leaving;
    }

    /// <summary>What was taken has left the outbox, or stays in it and is to be taken again.</summary>
    public void Left(bool isRemoved)
    {
        confirmed.InsertRange(0, isRemoved ? [] : leaving);
        leaving = [];
    }

    private void Confirm(long answersBefore)
    {
        while (acknowledged.TryPeek(out var oldest) && oldest.Answers <= answersBefore)
        {
            confirmed.Add(acknowledged.Dequeue().Message);
        }
    }
}

/// <param name="AnswersBefore">How many answers had come when it was sent.</param>
internal sealed record SentMessage(OutboxMessage Message, MqttApplicationMessage Packet, PendingAnswer Answer, long AnswersBefore);

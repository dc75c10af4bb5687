using System.Threading.Channels;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>
/// Answers that are to be sent, in order. They wait for the connection, but not over the agent's end, and only so many: the log
/// of commands keeps all answers, and whoever misses one repeats the request.
/// </summary>
internal sealed class ReplyQueue
{
    private const int Waiting = 64;

    private readonly Channel<ReplyMessage> replies;
    private ReplyMessage? unsent;

    public ReplyQueue(UplinkMetrics metrics, ILogger log) => replies = Channel.CreateBounded<ReplyMessage>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest },
        dropped =>
        {
            metrics.ReplyDropped();
            CommandLines.ReplyDropped(log, dropped.RequestId);
        });

    public void Post(ReplyMessage reply) => replies.Writer.TryWrite(reply);

    /// <summary>Sends one after the other until it is to stop and none waits. One that fails to be sent is the next one's first.</summary>
    /// <param name="send">What it throws ends the sending.</param>
    public async Task SendAsync(Func<ReplyMessage, Task> send, CancellationToken softStop)
    {
        while (unsent is not null || replies.Reader.TryRead(out unsent) || await IsOneComingAsync(softStop))
        {
            if (unsent is { } reply)
            {
                await send(reply);
                unsent = null;
            }
        }
    }

    private async Task<bool> IsOneComingAsync(CancellationToken softStop)
    {
        try
        {
            return await replies.Reader.WaitToReadAsync(softStop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

using EdgeAgent.Uplink.Contract;
using MQTTnet;

namespace EdgeAgent.Uplink;

/// <summary>
/// What stands on the site's retained topics: the agent's own state and the newest state of each camera. Older states are
/// forgotten; what a new connection finds there is not known, so it gets everything once.
/// </summary>
internal sealed class RetainedStates(Envelope envelope, Boot boot, TimeProvider time, ILogger log)
{
    private readonly Lock access = new();
    private readonly SortedDictionary<string, CameraMessage> cameras = new(StringComparer.Ordinal);
    private readonly SortedSet<string> unsent = new(StringComparer.Ordinal);

    public MqttApplicationMessage Will => envelope.For(StatusMessage.Lost(boot));

    /// <returns>False when nothing has changed.</returns>
    public bool Set(CameraMessage state)
    {
        lock (access)
        {
            if (cameras.TryGetValue(state.Camera, out var known) && known == state)
            {
                return false;
            }

            cameras[state.Camera] = state;
            unsent.Add(state.Camera);
            return true;
        }
    }

    public void SendCamerasAgain()
    {
        lock (access)
        {
            unsent.UnionWith(cameras.Keys);
        }
    }

    /// <returns>False when all have been sent.</returns>
    public async Task<bool> SendNextCameraAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        if (NextUnsent() is not { } state)
        {
            return false;
        }

        var answer = await connection.PublishAsync(envelope.For(state), cancellationToken);
        Sent(state);
        if (!answer.IsSuccess)
        {
            UplinkLog.CameraRefused(log, state.Camera, answer.ReasonCode);
        }

        return true;
    }

    /// <exception cref="LinkException">Not acknowledged, or this site may not write under its own topic.</exception>
    public async Task SayOnlineAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        var answer = await connection.PublishAsync(envelope.For(StatusMessage.Online(boot, time.GetUtcNow())), cancellationToken);
        if (!answer.IsSuccess)
        {
            throw new LinkException(LinkFailure.Refused, $"the broker refuses {envelope.Topics.Status}: {Refusal.Words(answer.ReasonCode)}");
        }
    }

    /// <summary>The goodbye of an orderly stop; when it does not get through, the broker publishes the will instead.</summary>
    public async Task SayStoppedAsync(BrokerConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.PublishAsync(envelope.For(StatusMessage.Stopped(boot, time.GetUtcNow())), cancellationToken);
            await connection.CloseAsync(cancellationToken);
        }
        catch (Exception error) when (error is LinkException or OperationCanceledException)
        {
            UplinkLog.NoGoodbye(log, error.Message);
        }
    }

    private CameraMessage? NextUnsent()
    {
        lock (access)
        {
            return unsent.Min is { } camera ? cameras[camera] : null;
        }
    }

    private void Sent(CameraMessage state)
    {
        lock (access)
        {
            if (cameras[state.Camera] == state)
            {
                unsent.Remove(state.Camera);
            }
        }
    }
}

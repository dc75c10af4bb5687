using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using MQTTnet;

namespace EdgeAgent.Tests.Uplink;

/// <summary>A connection that ends while it is used.</summary>
public sealed class BrokerConnectionTests
{
    // Some of so many end in the middle of a message.
    private const int Connections = 500;

    [Test]
    public async Task SendAsync_ConnectionIsGivenUpMeanwhile_IsQuiet()
    {
        using var broker = await MosquittoBroker.RunAsync();
        var options = new BrokerOptions { Address = broker.Address };
        var beat = new MqttApplicationMessage { Topic = "heartbeat" };
        for (var connection = 0; connection < Connections; connection++)
        {
            using var up = await BrokerConnection.OpenAsync(options, "box", beat, TimeProvider.System, () => { }, CancellationToken.None);
            var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var isOver = false;
            var beats = Task.Run(async () =>
            {
                while (!Volatile.Read(ref isOver))
                {
                    await up.SendAsync(beat, CancellationToken.None);
                    sending.TrySetResult();
                }
            });
            await sending.Task;
            up.Dispose();
            Volatile.Write(ref isOver, true);
            await beats;
        }
    }
}

using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using MQTTnet;

namespace EdgeAgent.Tests.Uplink;

/// <summary>A connection that ends while it is used.</summary>
[Parallelizable(ParallelScope.Self)]
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

    [Test]
    public async Task CloseAsync_ConnectionWasGivenUp_IsALinkException()
    {
        using var broker = await MosquittoBroker.RunAsync();
        var options = new BrokerOptions { Address = broker.Address };
        var will = new MqttApplicationMessage { Topic = "status" };
        using var up = await BrokerConnection.OpenAsync(options, "box", will, TimeProvider.System, () => { }, CancellationToken.None);
        up.Dispose();

        Assert.That(() => up.CloseAsync(CancellationToken.None), Throws.TypeOf<LinkException>());
    }

    [Test]
    public void IsEnd_NullWithinTheLibrary_IsAnEnd()
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var error = Assert.ThrowsAsync<NullReferenceException>(() => client.SubscribeAsync(new MqttClientSubscribeOptions { TopicFilters = null }));

        Assert.That(BrokerClient.IsEnd(error!, CancellationToken.None));
    }

    [Test]
    public void IsEnd_NullOfOurOwn_IsNone()
    {
        string? nothing = null;
        var error = Assert.Throws<NullReferenceException>(() => _ = nothing!.Length);

        Assert.That(BrokerClient.IsEnd(error!, CancellationToken.None), Is.False);
    }
}

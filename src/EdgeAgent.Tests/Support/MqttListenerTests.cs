using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Support;

[Parallelizable(ParallelScope.Self)]
public sealed class MqttListenerTests
{
    private const string Status = "foodsafety/v1/quanzhou/anxi/tofu-7/status";

    [Test]
    public async Task DisposeAsync_HeardWhatTheContractLacks_FailsAndSaysWhat()
    {
        using var broker = await MosquittoBroker.RunAsync();
        var listener = await MqttListener.AtAsync(broker);
        await listener.PublishAsync(Status, new StatusMessage(AgentState.Lost, "a"));
        await listener.PublishAsync(Status, new { State = "lost", BootId = "a", Mood = "good" });
        await listener.PublishAsync("foodsafety/v1/quanzhou/anxi/tofu-7/mood", new { Mood = "good" });
        await listener.UntilAsync(all => all.Count == 3);

        var failure = Assert.ThrowsAsync<AssertionException>(() => listener.DisposeAsync().AsTask());

        Assert.That(failure!.Message.Split('\n').Skip(1), Is.EqualTo(new[]
        {
            """/mood : All values fail against the false schema: foodsafety/v1/quanzhou/anxi/tofu-7/status {"state":"lost","bootId":"a","mood":"good"}""",
            """docs/asyncapi.yaml has no channel with this topic: foodsafety/v1/quanzhou/anxi/tofu-7/mood {"mood":"good"}""",
        }));
    }
}

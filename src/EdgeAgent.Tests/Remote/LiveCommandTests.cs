using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Remote;

[Parallelizable(ParallelScope.All)]
public sealed class LiveCommandTests
{
    [Test]
    public async Task Answer_OneSecond_SendsPicturesAndSaysHowMany()
    {
        await using var bench = await RemoteBench.StartAsync();

        var reply = await bench.AskAsync("live", "a", new { camera = "door", seconds = 1 });

        Assert.That(reply.State, Is.EqualTo(ReplyState.Done), reply.Reason);
        Assert.That(reply.Result!.Value.GetProperty("pictures").GetInt32(), Is.EqualTo(bench.Pictures().Count).And.Positive);
        Assert.That(bench.Viewing.Viewing, Is.Null);
    }

    [Test]
    public async Task Answer_OwnerPausesMeanwhile_EndsAndSaysWhy()
    {
        await using var bench = await RemoteBench.StartAsync();
        await bench.SayAsync("live", "a", new { camera = "door", seconds = 120 });
        await Eventually.Holds(() => bench.Pictures().Count > 0, "a picture");
        Assert.That(bench.Viewing.Viewing, Is.EqualTo(new RemoteView("live", "a", "door", default, default)).Using<RemoteView>((one, other) =>
            (one.Command, one.RequestId, one.Camera) == (other.Command, other.RequestId, other.Camera)));

        bench.Viewing.PauseFor(TimeSpan.FromHours(1));

        var reply = await bench.ReplyAsync("a");
        Assert.That(reply.State, Is.EqualTo(ReplyState.Failed));
        Assert.That(reply.Reason, Does.Contain("the owner has paused remote viewing"));
    }

    [Test]
    public async Task Answer_OwnerPausesTheCameraMeanwhile_EndsAndSaysWhy()
    {
        await using var bench = await RemoteBench.StartAsync();
        await bench.SayAsync("live", "a", new { camera = "door", seconds = 120 });
        await Eventually.Holds(() => bench.Pictures().Count > 0, "a picture");

        var now = TimeProvider.System.GetUtcNow();
        bench.Pauses.Put("door", new CameraPause(now, now.AddHours(1)));

        Assert.That((await bench.ReplyAsync("a")).Reason, Does.Contain("the owner has paused door until"));
    }

    [Test]
    public async Task Answer_AnotherGoesOn_IsRefused()
    {
        await using var bench = await RemoteBench.StartAsync();
        await bench.SayAsync("live", "a", new { camera = "door", seconds = 120 });
        await Eventually.Holds(() => bench.Pictures().Count > 0, "a picture");

        var reply = await bench.AskAsync("live", "b", new { camera = "store", seconds = 10 });

        Assert.That((reply.State, reply.Reason), Is.EqualTo((ReplyState.Refused, reply.Reason)));
        Assert.That(reply.Reason, Does.Contain("only one is shown at a time"));
    }

    [TestCase("door", 0, "args.seconds must be 1 to 120")]
    [TestCase("door", 121, "args.seconds must be 1 to 120")]
    [TestCase("../door", 10, "there is no camera of this id; there are door, store")]
    public async Task Answer_ArgumentsOutOfBounds_IsRefused(string camera, int seconds, string reason)
    {
        await using var bench = await RemoteBench.StartAsync();

        var reply = await bench.AskAsync("live", "a", new { camera, seconds });

        Assert.That((reply.State, reply.Reason), Is.EqualTo((ReplyState.Refused, reason)));
    }

    [Test]
    public async Task Answer_CameraThatGivesNoPicture_FailsAndSaysWhy()
    {
        await using var bench = await RemoteBench.StartAsync();

        var reply = await bench.AskAsync("live", "a", new { camera = "store", seconds = 1 });

        Assert.That((reply.State, reply.Reason), Is.EqualTo((ReplyState.Failed, "store gives no picture: unreachable, no answer from 192.168.1.64")));
    }
}

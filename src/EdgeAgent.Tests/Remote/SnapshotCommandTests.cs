using System.Security.Cryptography;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Remote;

[Parallelizable(ParallelScope.All)]
public sealed class SnapshotCommandTests
{
    [Test]
    public async Task Answer_CameraWithoutMainStream_SendsTheWatchedPicture()
    {
        await using var bench = await RemoteBench.StartAsync();

        var reply = await bench.AskAsync("snapshot", "a", new { camera = "door" });

        Assert.That(reply.State, Is.EqualTo(ReplyState.Done), reply.Reason);
        var result = reply.Result!.Value;
        var picture = bench.Pictures().Single().Body;
        Assert.That(result.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(picture))));
        Assert.That(
            (result.GetProperty("bytes").GetInt32(), result.GetProperty("width").GetInt32(), result.GetProperty("height").GetInt32()),
            Is.EqualTo((picture.Length, 320, 160)));
    }

    [Test]
    public async Task Answer_RemoteViewingPaused_IsRefusedAndNothingIsSent()
    {
        await using var bench = await RemoteBench.StartAsync();
        bench.Viewing.PauseFor(TimeSpan.FromHours(1));

        var reply = await bench.AskAsync("snapshot", "a", new { camera = "door" });

        Assert.That(reply.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(reply.Reason, Does.StartWith("the owner has paused remote viewing until"));
        Assert.That(bench.Pictures(), Is.Empty);
    }
}

using EdgeAgent.Pipeline;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Remote.Push;

/// <summary>A real camera's live video, pushed to a real server.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class StreamCommandTests
{
    [TestCase("rtmp", "sub", "640x360")]
    [TestCase("srt", "main", "1920x1080")]
    public async Task AnswerAsync_ListedServer_GetsTheStreamForSoLong(string scheme, string stream, string size)
    {
        using var receiver = await MediaReceiver.StartAsync(scheme);
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await scene.OpenCameraAsync();

        var asked = scene.StreamAsync(new { camera = "kitchen", address = receiver.Address, stream, seconds = 5 });
        Assert.That(scene.Viewing.Viewing, Is.Not.Null.And.Property("Command").EqualTo("stream").And.Property("Camera").EqualTo("kitchen"));
        var answer = await asked;

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Done, (string?)null)));
        var result = answer.Result!.Value;
        var (codecs, seconds) = await receiver.EndAsync();
        Assert.That((codecs, await receiver.SizeAsync()), Is.EqualTo(("h264", size)));
        Assert.That(result.GetProperty("seconds").GetDouble(), Is.EqualTo(seconds).Within(0.5).And.GreaterThan(4));
        Assert.That(result.GetProperty("bytes").GetInt64(), Is.GreaterThan(10_000));
        Assert.That((result.GetProperty("server").GetString(), result.GetProperty("stream").GetString()), Is.EqualTo((receiver.Server, stream)));
        Assert.That(result.GetRawText(), Does.Not.Contain("hunter2"));
        Assert.That((scene.IsWatched, scene.Viewing.Viewing), Is.EqualTo((false, (RemoteView?)null)));
    }

    [Test]
    public async Task AnswerAsync_SecondWhileOneGoesOn_IsRefusedAndStopEndsTheFirst()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await scene.OpenCameraAsync();
        var args = new { camera = "kitchen", address = receiver.Address, seconds = 600 };

        var first = scene.StreamAsync(args);
        await Eventually.Holds(() => receiver.HasBegun || first.IsCompleted, "video comes");
        var second = await scene.StreamAsync(args);
        var stopped = await scene.StreamAsync(new { stop = true });
        var ended = await first;

        Assert.That((second.State, second.Reason), Is.EqualTo((ReplyState.Refused, second.Reason)));
        Assert.That(second.Reason, Does.Contain("only one"));
        Assert.That(stopped.Result!.Value.GetProperty("stopped").GetBoolean(), Is.True);
        Assert.That((ended.State, ended.Reason), Is.EqualTo((ReplyState.Done, "ended by a command")));
        Assert.That(ended.Result!.Value.GetProperty("seconds").GetDouble(), Is.GreaterThan(0));
        Assert.That((await scene.StreamAsync(new { stop = true })).Result!.Value.GetProperty("stopped").GetBoolean(), Is.False, "nothing goes on");
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task AnswerAsync_OwnerPauses_EndsAndSaysSo(bool onlyTheCamera)
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await scene.OpenCameraAsync();
        var args = new { camera = "kitchen", address = receiver.Address, seconds = 600 };

        var asked = scene.StreamAsync(args);
        await Eventually.Holds(() => receiver.HasBegun || asked.IsCompleted, "video comes");
        if (onlyTheCamera)
        {
            var now = TimeProvider.System.GetUtcNow();
            scene.Pauses.Put("kitchen", new CameraPause(now, now.AddHours(1)));
            scene.Board.Post(new CameraStatus("kitchen", "", CameraState.Paused, now, null, 0, null, 0, 0, 0, 0, []));
        }
        else
        {
            scene.Viewing.PauseFor(TimeSpan.FromHours(1));
        }

        var answer = await asked;
        var again = await scene.StreamAsync(args);

        Assert.That((answer.State, again.State), Is.EqualTo((ReplyState.Failed, ReplyState.Refused)));
        Assert.That(answer.Reason, Does.Contain("paused"));
        Assert.That(again.Reason, Does.Contain("paused"));
        Assert.That(scene.IsWatched, Is.False);
    }

    [Test]
    public async Task AnswerAsync_AgentStops_Ends()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await scene.OpenCameraAsync();
        using var stopping = new CancellationTokenSource();

        var asked = scene.StreamAsync(new { camera = "kitchen", address = receiver.Address, seconds = 600 }, stopping.Token);
        await Eventually.Holds(() => receiver.HasBegun || asked.IsCompleted, "video comes");
        await stopping.CancelAsync();

        Assert.That(async () => await asked, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(scene.IsWatched, Is.False);
    }

    [Test]
    public async Task AnswerAsync_CameraDropsTheConnection_FailsAndSaysAfterHowLong()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await scene.OpenCameraAsync();

        var asked = scene.StreamAsync(new { camera = "kitchen", address = receiver.Address, seconds = 600 });
        await Eventually.Holds(() => receiver.HasBegun || asked.IsCompleted, "video comes");
        await scene.Camera.KickAsync();

        var answer = await asked;
        Assert.That(answer.State, Is.EqualTo(ReplyState.Failed));
        Assert.That(answer.Reason, Does.Contain("camera broke after"));
    }

    [Test]
    public async Task AnswerAsync_NoPicturesCome_IsGivenUp()
    {
        var time = new FakeTimeProvider();
        await using var scene = new PushScene(time, "rtmp://127.0.0.1/live");
        scene.OpenStreams();

        var asked = scene.StreamAsync(new { camera = "kitchen", address = "rtmp://127.0.0.1/live/door" });
        Assert.That(scene.IsWatched, Is.True);
        time.Advance(TimeSpan.FromSeconds(20));
        var answer = await asked;

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Failed, "no pictures come from the camera: none within 20 s")));
        Assert.That((scene.IsWatched, scene.Viewing.Viewing), Is.EqualTo((false, (RemoteView?)null)));
    }

    [Test]
    public async Task AnswerAsync_StoppedBeforeAnythingCame_SaysSo()
    {
        await using var scene = new PushScene(new FakeTimeProvider(), "rtmp://127.0.0.1/live");
        scene.OpenStreams();

        var asked = scene.StreamAsync(new { camera = "kitchen", address = "rtmp://127.0.0.1/live/door" });
        await scene.StreamAsync(new { stop = true });
        var answer = await asked;

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Failed, "ended by a command before anything was pushed")));
        Assert.That(scene.IsWatched, Is.False);
    }

    [TestCase("""{}""", "camera and address")]
    [TestCase("""{"camera":"kitchen"}""", "camera and address")]
    [TestCase("""{"camera":"attic","address":"rtmp://10.0.0.1/live/hunter2"}""", "no camera")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","seconds":4}""", "5 to 600")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","seconds":601}""", "5 to 600")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","seconds":"60"}""", "$.seconds")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","stream":"other"}""", "$.stream")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","loud":true}""", "args are not")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/other/hunter2"}""", "uplink.mediaServers")]
    [TestCase("""{"camera":"kitchen","address":"file:///etc/hunter2"}""", "is not an address")]
    [TestCase("""{"camera":"kitchen","address":"rtmp://10.0.0.1/live/hunter2","user":"a","password":"b"}""", "for RTSP")]
    [TestCase("""{"stop":true,"camera":"kitchen"}""", "stands alone")]
    public async Task AnswerAsync_WhatCannotBe_IsRefusedWithoutTheKey(string args, string reason)
    {
        await using var scene = new PushScene(TimeProvider.System, "rtmp://10.0.0.1/live");
        scene.OpenStreams();

        var answer = await scene.StreamAsync(System.Text.Json.JsonDocument.Parse(args).RootElement);

        Assert.That(answer.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(answer.Reason, Does.Contain(reason).And.Not.Contain("hunter2"));
        Assert.That(scene.IsWatched, Is.False);
    }
}

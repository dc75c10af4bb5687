using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Tests.Recording;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Time.Testing;

namespace EdgeAgent.Tests.Remote.Push;

/// <summary>What is recorded, pushed to a real server.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ClipCommandTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task AnswerAsync_Span_IsPushedFromTheKeyFrameBeforeAndTold()
    {
        using var receiver = await MediaReceiver.StartAsync("rtmp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await RecordedFootage.WriteAsync(scene.Index, "kitchen", Noon, 20);

        var answer = await scene.ClipAsync(new { address = receiver.Address, camera = "kitchen", from = Noon.AddSeconds(3), to = Noon.AddSeconds(6) });

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Done, (string?)null)));
        var (codecs, seconds) = await receiver.EndAsync();
        Assert.That(codecs, Is.EqualTo("h264"));
        Assert.That(seconds, Is.EqualTo(4).Within(0.3), "from 2 s, where a key frame is, to 6 s");
        var result = answer.Result!.Value;
        Assert.That(result.GetProperty("seconds").GetDouble(), Is.EqualTo(seconds).Within(0.3));
        Assert.That((result.GetProperty("from").GetDateTimeOffset(), result.GetProperty("to").GetDateTimeOffset()), Is.EqualTo((Noon.AddSeconds(3), Noon.AddSeconds(6))));
        Assert.That((result.GetProperty("stream").GetString(), result.GetProperty("missingSeconds").GetDouble()), Is.EqualTo(("main", 0.0)));
        Assert.That(result.GetProperty("bytes").GetInt64(), Is.GreaterThan(10_000));
        Assert.That(scene.Viewing.Viewing, Is.Null);
    }

    [Test]
    public async Task AnswerAsync_Incident_ItsClipIsPushed()
    {
        using var receiver = await MediaReceiver.StartAsync("srt");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        await RecordedFootage.WriteAsync(scene.Index, "kitchen", Noon, 8);
        await scene.AddIncidentAsync("a", Noon.AddSeconds(2), Noon.AddSeconds(4), withClip: true);

        var answer = await scene.ClipAsync(new { address = receiver.Address, incident = "a" });

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Done, (string?)null)));
        Assert.That((await receiver.EndAsync()).Seconds, Is.EqualTo(2).Within(0.3));
        Assert.That(answer.Result!.Value.GetProperty("camera").GetString(), Is.EqualTo("kitchen"));
    }

    [Test]
    public async Task AnswerAsync_RecordingCannotBeRead_Fails()
    {
        using var receiver = await MediaReceiver.StartAsync("rtsp");
        await using var scene = new PushScene(TimeProvider.System, receiver.Server);
        foreach (var segment in await RecordedFootage.WriteAsync(scene.Index, "kitchen", Noon, 4))
        {
            await File.WriteAllTextAsync(scene.Index.PathOf("kitchen", segment), "rubbish");
        }

        var answer = await scene.ClipAsync(new { address = receiver.Address, camera = "kitchen", from = Noon, to = Noon.AddSeconds(4) });

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Failed, "what is recorded of that time cannot be read")));
    }

    [TestCase("""{"address":"rtmp://10.0.0.1/live/x"}""", "either incident, or camera")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","incident":"a","camera":"kitchen"}""", "either incident, or camera")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","incident":"none"}""", "no incident none")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","incident":"a"}""", "no clip")]
    [TestCase("""{"incident":"a"}""", "args are not")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","camera":"kitchen","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:10:01Z"}""", "10 minutes at most")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","camera":"kitchen","from":"2026-03-01T12:00:01Z","to":"2026-03-01T12:00:00Z"}""", "to is after from")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","camera":"kitchen","from":"2026-03-01T11:00:00Z","to":"2026-03-01T11:00:10Z"}""", "nothing is recorded")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","camera":"kitchen","from":"0001-01-01T00:00:00Z","to":"0001-01-01T00:00:10Z"}""", "nothing is recorded")]
    [TestCase("""{"address":"rtmp://10.0.0.1/live/x","camera":"../kitchen","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:00:10Z"}""", "nothing is recorded")]
    [TestCase("""{"address":"rtmp://10.0.0.2/live/x","camera":"kitchen","from":"2026-03-01T12:00:00Z","to":"2026-03-01T12:00:10Z"}""", "uplink.mediaServers")]
    public async Task AnswerAsync_WhatCannotBe_IsRefused(string args, string reason)
    {
        await using var scene = new PushScene(TimeProvider.System, "rtmp://10.0.0.1/live");
        await scene.AddIncidentAsync("a", Noon, Noon.AddSeconds(4), withClip: false);

        var answer = await scene.ClipAsync(JsonDocument.Parse(args).RootElement);

        Assert.That(answer.State, Is.EqualTo(ReplyState.Refused));
        Assert.That(answer.Reason, Does.Contain(reason));
    }

    [Test]
    public async Task AnswerAsync_OwnerHasPaused_IsRefused()
    {
        await using var scene = new PushScene(TimeProvider.System, "rtmp://10.0.0.1/live");
        await RecordedFootage.WriteAsync(scene.Index, "kitchen", Noon, 4);
        scene.Viewing.PauseFor(TimeSpan.FromHours(1));

        var answer = await scene.ClipAsync(new { address = "rtmp://10.0.0.1/live/x", camera = "kitchen", from = Noon, to = Noon.AddSeconds(4) });

        Assert.That((answer.State, answer.Reason), Is.EqualTo((ReplyState.Refused, answer.Reason)));
        Assert.That(answer.Reason, Does.Contain("paused remote viewing"));
    }

    /// <summary>Whatever is sent is refused with a reason; nothing is listed here.</summary>
    [Test]
    public async Task AnswerAsync_AnyArguments_AreRefusedAndNothingBreaks()
    {
        await using var scene = new PushScene(new FakeTimeProvider(Noon));
        scene.OpenStreams();

        Prop.ForAll(Arguments().ToArbitrary(), args =>
        {
            var element = JsonSerializer.SerializeToElement(args);
            return scene.ClipAsync(element).Result is { State: ReplyState.Refused, Reason.Length: > 0 }
                && scene.StreamAsync(element).Result is var answer
                && (answer is { State: ReplyState.Refused, Reason.Length: > 0 } || (args.Count == 1 && args.ContainsKey("stop")));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    private static Gen<JsonObject> Arguments()
    {
        var names = Gen.Elements("address", "incident", "camera", "from", "to", "stream", "seconds", "user", "password", "stop", "x");
        var texts = Gen.Elements(
            "\"kitchen\"", "\"rtmp://10.0.0.1/live/x\"", "\"srt://10.0.0.1:1?mode=listener\"", "\"main\"", "\"2026-03-01T12:00:00Z\"", "\"9999-12-31T23:59:59Z\"",
            "60", "1e999", "-1", "true", "null", "[]", "{}", "\"\\u0000\"", "\"..\"");
        return names.Zip(texts).ArrayOf().Select(fields =>
        {
            var args = new JsonObject();
            foreach (var (name, text) in fields)
            {
                args[name] = JsonNode.Parse(text);
            }

            return args;
        });
    }
}

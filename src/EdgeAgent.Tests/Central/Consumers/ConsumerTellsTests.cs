using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Central.Consumers;

/// <summary>What the examples in install/central/consumers make of what comes, in each language the same.</summary>
[TestFixture(Language.CSharp), TestFixture(Language.Python), TestFixture(Language.Node)]
[Parallelizable(ParallelScope.Self)]
public sealed class ConsumerTellsTests(Language language)
{
    private static readonly string Box = new('0', 64);
    private static readonly byte[] Jpeg = [0xFF, 0xD8, .. new byte[20_000]];
    private static readonly byte[] AnotherJpeg = [0xFF, 0xD8, .. new byte[30_000]];

    private ConsumerBench bench = null!;

    private Lines Lines => bench.Lines;

    private SiteVoice Voice => bench.Voice;

    [SetUp]
    public async Task StartAsync()
    {
        bench = await ConsumerBench.StartAsync(language);
        await bench.Consumer.StartAsync();
    }

    [TearDown]
    public void Stop() => bench.Dispose();

    [Test]
    public async Task Event_DoubledReorderedAndLost_DoublesAreDroppedAndGapsProven()
    {
        await Voice.EventAsync(41, "a");
        await Voice.EventAsync(41, "a");
        await Voice.EventAsync(46, "b", closed: true);
        await Voice.EventAsync(44, "b");
        await Voice.EventAsync(42, "c");
        await Voice.EventAsync(12, "older");
        await Voice.EventAsync(47, "d");
        await Voice.EventAsync(44, "b");
        await bench.Consumer.UntilToldAsync(Lines.Double("b"));

        AssertTold(
            Lines.Event(41, "a"),
            Lines.Double("a"),
            Lines.Event(46, "b", revision: 1),
            Lines.Gap(42, 45),
            Lines.Event(44, "b", latest: false),
            Lines.GapClosed(44),
            Lines.Event(42, "c"),
            Lines.GapClosed(42),
            Lines.Event(12, "older"),
            Lines.Event(47, "d"),
            Lines.Double("b"));
        Assert.That(bench.Consumer.Kept, Has.Count.EqualTo(6), "each once; 43 and 45 never came");
    }

    [Test]
    public async Task Event_TwoBoxesWithOneSiteId_BothAreKeptAndTheConflictIsTold()
    {
        await Voice.EventAsync(7, "first-box");
        await Voice.EventAsync(7, "second-box");
        await bench.Consumer.UntilToldAsync(Lines.Conflict(7, "first-box-0", "second-box-0"));

        await bench.Consumer.UntilKeptAsync(2);
        AssertTold(Lines.Event(7, "first-box"), Lines.Event(7, "second-box"), Lines.Conflict(7, "first-box-0", "second-box-0"));
    }

    [Test]
    public async Task Picture_AsAnnouncedForgedAndEarly_OnlyTheAnnouncedIsKept()
    {
        await Voice.EventAsync(1, "a", Jpeg);
        await Voice.PictureAsync("a", AnotherJpeg);
        await Voice.PictureAsync("a", Jpeg);
        await Voice.PictureAsync("a", Jpeg);
        await Voice.PictureAsync("early", Jpeg);
        await Voice.EventAsync(2, "early", Jpeg);
        await bench.Consumer.UntilToldAsync(Lines.Picture("early", "ok"));

        AssertTold(
            Lines.Event(1, "a"),
            Lines.Picture("a", "wrong"),
            Lines.Picture("a", "ok"),
            Lines.DoublePicture("a"),
            Lines.Event(2, "early"),
            Lines.Picture("early", "ok"));
        Assert.That(bench.Consumer.HasPicture(SiteVoice.Sha256Of(Jpeg)), Is.True);
        Assert.That(bench.Consumer.HasPicture(SiteVoice.Sha256Of(AnotherJpeg)), Is.False);
    }

    [Test]
    public async Task Status_LateWill_IsToldFromARealOne()
    {
        var (old, present) = (new Boot("old", DateTimeOffset.UnixEpoch), new Boot("present", DateTimeOffset.UnixEpoch));
        await Voice.StatusAsync(StatusMessage.Online(present, Box, present.Since));
        await Voice.StatusAsync(StatusMessage.Lost(old));
        await Voice.StatusAsync(StatusMessage.Lost(present));
        await Voice.HeartbeatAsync("present");
        await Voice.StatusAsync(StatusMessage.Stopped(present, Box, present.Since));
        await bench.Consumer.UntilToldAsync(Lines.Turned("stopped", "present", "status"));

        AssertTold(
            Lines.Turned("online", "present", "status"),
            Lines.LateWill("old"),
            Lines.Turned("lost", "present", "status"),
            Lines.Turned("online", "present", "heartbeat"),
            Lines.Turned("stopped", "present", "status"));
    }

    [Test]
    public async Task Heartbeat_MissedThreeTimes_SiteIsLostUntilItIsHeard()
    {
        bench.Consumer.Kill();
        await bench.Consumer.StartAsync(heartbeatSeconds: 0.5);
        await Voice.HeartbeatAsync("present");
        await bench.Consumer.UntilToldAsync(Lines.Turned("lost", "present", "silence"));

        await Voice.HeartbeatAsync("next");
        await bench.Consumer.UntilToldAsync(Lines.Turned("online", "next", "heartbeat"));
    }

    [Test]
    public async Task Event_HostileBodies_AreToldAndKeptAndTheNextOneIsReadAsEver()
    {
        var bodies = HostileBodies();
        foreach (var body in bodies)
        {
            await Voice.SayAsync("incident", body);
        }

        await Voice.SayAsync("status", "[1]"u8.ToArray());
        await Voice.SayAsync("heartbeat", "{\"bootId\":7}"u8.ToArray());
        await Voice.SayAsync("incident/x/y/z", "{}"u8.ToArray());
        await Voice.SayAsync("incident", []);
        await Voice.SayAsync("nobody/knows", "x"u8.ToArray());
        await Voice.EventAsync(5, "a");
        await bench.Consumer.UntilToldAsync(Lines.Event(5, "a"));

        AssertTold(
        [
            .. bodies.Select(_ => Lines.Unreadable("incident")),
            Lines.Unreadable("status"),
            Lines.Unreadable("heartbeat"),
            Lines.Unreadable("incident/x/y/z"),
            Lines.Event(5, "a"),
        ]);
        var kept = bench.Consumer.Kept.Select(entry => (byte[]?)entry["unreadable"]?.AsValue().Deserialize<byte[]>()).OfType<byte[]>();
        Assert.That(kept.SkipLast(1), Is.EqualTo(bodies));
    }

    private List<byte[]> HostileBodies()
    {
        JsonObject Changed(string field, JsonNode? value)
        {
            var body = Voice.Event(5, "a");
            body[field] = value;
            return body;
        }

        return
        [
            "garbage"u8.ToArray(),
            "null"u8.ToArray(),
            "{}"u8.ToArray(),
            [0xFF, 0xFE, 0x00],
            Encoding.UTF8.GetBytes(new string('[', 60_000)),
            .. new[]
            {
                Changed("source", "foodsafety/v1/quanzhou/anxi/another"),
                Changed("seq", "5"),
                Changed("seq", 0),
                Changed("seq", 1.5),
                Changed("seq", true),
                Changed("seq", 9_007_199_254_740_993),
                Changed("id", 5),
                Changed("subject", null),
                Changed("data", "text"),
                Changed("data", new JsonObject { ["thumbnail"] = new JsonObject { ["sha256"] = 5 } }),
            }.Select(body => Encoding.UTF8.GetBytes(body.ToJsonString())),
        ];
    }

    private void AssertTold(params object[] lines) =>
        Assert.That(bench.Consumer.Told, Is.EqualTo(lines.Select(line => JsonSerializer.Serialize(line, Lines.Options))), bench.Consumer.Transcript);
}

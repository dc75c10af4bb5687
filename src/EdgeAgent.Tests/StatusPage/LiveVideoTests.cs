using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Recording;
using EdgeAgent.Recording.Mp4;
using EdgeAgent.Tests.Support;
using EdgeAgent.Video;

namespace EdgeAgent.Tests.StatusPage;

[CancelAfter(60_000)]
public sealed class LiveVideoTests
{
    [Test]
    public async Task Video_ViewerOfAStream_GetsTypeHeadAndFragments(CancellationToken ct)
    {
        await using var page = await ServedPage.StartAsync();
        var live = Open(page).Main!.Live;
        using var viewer = await WatchAsync(page, "main", ct);
        await LiveFootage.SendAsync(live, await TestClips.SubAsync(), 4, TimeProvider.System.GetUtcNow());

        var (type, told) = await NextAsync(viewer, ct);
        var said = JsonDocument.Parse(told).RootElement;
        Assert.That(type, Is.EqualTo(WebSocketMessageType.Text));
        Assert.That(said.GetProperty("mediaType").GetString(), Does.StartWith("video/mp4; codecs=\"avc1."));
        Assert.That(said.GetProperty("h265").GetBoolean(), Is.False);

        var (_, head) = await NextAsync(viewer, ct);
        Assert.That(StreamHead.Parse(head).IsH265, Is.False);
        var (_, fragment) = await NextAsync(viewer, ct);
        Assert.That(Box.TypeOf(fragment), Is.EqualTo("moof"));
    }

    [Test]
    public async Task Video_StreamBeginsAnew_SaysSoBeforeTheNewHead(CancellationToken ct)
    {
        await using var page = await ServedPage.StartAsync();
        var live = Open(page).Main!.Live;
        using var viewer = await WatchAsync(page, "main", ct);
        await LiveFootage.SendAsync(live, await TestClips.SubAsync(), 2, TimeProvider.System.GetUtcNow());
        live.End();
        await LiveFootage.SendAsync(live, await TestClips.SubH265Async(), 2, TimeProvider.System.GetUtcNow());

        var texts = new List<string>();
        while (texts.Count < 2)
        {
            var (type, message) = await NextAsync(viewer, ct);
            if (type == WebSocketMessageType.Text)
            {
                texts.Add(JsonDocument.Parse(message).RootElement.GetProperty("mediaType").GetString()!);
            }
        }

        Assert.That(texts[0], Does.Contain("avc1"));
        Assert.That(texts[1], Does.Contain("hvc1"));
    }

    [TestCase("http://evil.example")]
    [TestCase("http://127.0.0.1")]
    [TestCase("null")]
    [TestCase(null)]
    public async Task Video_ForeignOrigin_IsRefused(string? origin)
    {
        await using var page = await ServedPage.StartAsync();
        var live = Open(page).Main!.Live;

        var error = Assert.CatchAsync<WebSocketException>(() => ConnectAsync(page, "hall", "main", origin, default));

        Assert.That(error!.Message, Does.Contain("403"));
        Assert.That(live.IsWatched, Is.False);
    }

    [TestCase("none", "main", "404")]
    [TestCase("hall", "sub", "404")]
    [TestCase("hall", "other", "400")]
    public async Task Video_NoSuchStream_IsSaid(string camera, string stream, string status)
    {
        await using var page = await ServedPage.StartAsync();
        Open(page);

        var error = Assert.CatchAsync<WebSocketException>(() => ConnectAsync(page, camera, stream, Own(page), default));

        Assert.That(error!.Message, Does.Contain(status));
    }

    [Test]
    public async Task Video_AskedForWithoutAWebSocket_IsRefused()
    {
        await using var page = await ServedPage.StartAsync();
        Open(page);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/live/hall/video");
        request.Headers.Add("Origin", Own(page));

        using var answer = await page.Http.SendAsync(request);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Video_OneViewerTooMany_IsRefusedUntilAnotherLeaves(CancellationToken ct)
    {
        await using var page = await ServedPage.StartAsync();
        var live = Open(page).Main!.Live;
        var viewers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => WatchAsync(page, "main", ct)));
        using var refused = await ConnectAsync(page, "hall", "main", Own(page), ct);
        Assert.That((await NextAsync(refused, ct)).Type, Is.EqualTo(WebSocketMessageType.Close));
        Assert.That(refused.CloseStatus, Is.EqualTo((WebSocketCloseStatus)4503));

        foreach (var viewer in viewers)
        {
            viewer.Dispose();
        }

        await Eventually.Holds(() => !live.IsWatched, "nobody watches any more");
        using var next = await WatchAsync(page, "main", ct);
        Assert.That(next.State, Is.EqualTo(WebSocketState.Open));
    }

    [Test]
    public async Task Video_AgentStops_EndsAtOnce(CancellationToken ct)
    {
        await using var page = await ServedPage.StartAsync();
        Open(page);
        using var viewer = await WatchAsync(page, "main", ct);

        await page.StopAsync().WaitAsync(ct);

        Assert.That(async () => await NextAsync(viewer, ct), Throws.InstanceOf<WebSocketException>());
    }

    /// <summary>Streams of the camera "hall" that nobody reads: what comes of them is the test's to send.</summary>
    internal static CameraStreams Open(ServedPage page, bool withSub = false)
    {
        var time = TimeProvider.System;
        var camera = new CameraOptions { Id = "hall", MainStream = "rtsp://127.0.0.1/main", SubStream = "rtsp://127.0.0.1/sub" };
        var logins = new LoginGate(time, Random.Shared);
        var addresses = new CameraAddresses(camera, logins, time);
        return page.Recordings.Open("hall", Connection(StreamRole.Main), withSub ? Connection(StreamRole.Sub) : null);

        RtspConnection Connection(StreamRole role) => new(camera, addresses, logins, role, new VideoOptions(), time);
    }

    /// <summary>Looks as the page does, at a stream of the camera "hall".</summary>
    internal static async Task<ClientWebSocket> WatchAsync(ServedPage page, string stream, CancellationToken ct)
    {
        var before = page.Recordings.StreamsOf("hall").Main!.Live;
        var viewer = await ConnectAsync(page, "hall", stream, Own(page), ct);
        await Eventually.Holds(() => before.IsWatched, "the viewer has joined");
        return viewer;
    }

    private static string Own(ServedPage page) => page.Address.GetLeftPart(UriPartial.Authority);

    private static async Task<ClientWebSocket> ConnectAsync(ServedPage page, string camera, string stream, string? origin, CancellationToken ct)
    {
        var viewer = new ClientWebSocket();
        viewer.Options.SetRequestHeader("Origin", origin);
        await viewer.ConnectAsync(new Uri($"ws://{page.Address.Authority}/live/{camera}/video?stream={stream}"), ct);
        return viewer;
    }

    private static async Task<(WebSocketMessageType Type, byte[] Message)> NextAsync(ClientWebSocket viewer, CancellationToken ct)
    {
        using var message = new MemoryStream();
        var buffer = new byte[65536];
        WebSocketReceiveResult part;
        do
        {
            part = await viewer.ReceiveAsync(buffer, ct);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return (part.MessageType, message.ToArray());
    }
}

using System.Net.Sockets;
using System.Text;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Exports;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tracking;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Video;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;
using Prometheus;

namespace EdgeAgent.Tests.StatusPage;

/// <summary>The page on a real server on a free port, over a real database and store in a folder of its own.</summary>
internal sealed class ServedPage : IAsyncDisposable
{
    /// <summary>Where the workshop is.</summary>
    public static readonly TimeZoneInfo Workshop = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly PipelineSettings Site = new([], new(), new(), new(), new(), "site");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("edge-agent-page-");
    private readonly CancellationTokenSource ending = new();
    private readonly Stores stores;
    private readonly StatusSources sources;
    private readonly List<Task> feeds = [];
    private WebApplication app;

    private ServedPage(TimeProvider clock, Func<StatusSources, StatusSources>? change)
    {
        var time = new SteadyTime(clock);
        Disk = new DiskSpace(folder.FullName, reserveBytes: 0);
        stores = new Stores(folder.FullName, time, Disk);
        Link = new LinkStatus(true, time.GetUtcNow(), null);
        var ledger = new CoverageLedger(Path.Combine(folder.FullName, "coverage"), new LocalDays(Workshop), NullLogger<CoverageLedger>.Instance);
        var index = new SegmentIndex(Path.Combine(folder.FullName, "recordings"), Workshop);
        var evidence = stores.Evidence;
        var enrolment = Enrolment.In(folder.FullName, ShippedModels.Folder, time);
        Shelf = new CropShelf(Path.Combine(folder.FullName, CropShelf.FolderName), Disk, time);
        sources = new StatusSources(
            "Lao Wang Tofu", "1.2.3", time.GetUtcNow(), new StatusBoard(time), new LiveView(), new CameraControls(["hall"], time),
            evidence,
            new ExportDesk(
                Path.Combine(folder.FullName, "exports"), new SpanExport(index, new VideoOptions(), time), ledger, Disk, time, NullLogger<ExportDesk>.Instance),
            new VerdictDesk(
                evidence,
                new IncidentCrops(Site, Shelf, enrolment.Examples, time, NullLogger<IncidentCrops>.Instance),
                new RejectedThings(Path.Combine(folder.FullName, "rejected"), NullLogger<RejectedThings>.Instance),
                time,
                NullLogger<VerdictDesk>.Instance),
            new RectificationDesk(evidence, stores.Outbox, (_, _) => Task.FromResult<byte[]?>(SeenNow), time, NullLogger<RectificationDesk>.Instance),
            new EnrolmentSources(enrolment, Shelf, ["workwear", "hat"]),
            ledger,
            new Recordings(new RecordingOptions(), new VideoOptions(), Workshop, index, Disk, time, NullLogger<Recordings>.Instance),
            Disk, () => Outbox, () => Link, () => EvidenceProblem, new RecordingSources(_ => Recording, () => Kept), () => Clock, time)
        {
            Queue = stores.Outbox,
            Remote = new RemoteSources(new RemoteViewing(stores.Database, new CameraPauses(stores.Database), new SteadyTime(time)), new CommandLog(stores.Database)),
        };
        sources = change?.Invoke(sources) ?? sources;
        app = Build(port: 0);
    }

    public OutboxFigures Outbox { get; set; } = new(0, null, 0, 0);

    /// <summary>The real one, of which <see cref="Outbox"/> gives other figures.</summary>
    public Outbox Queue => stores.Outbox;

    public LinkStatus Link { get; set; }

    public string? EvidenceProblem { get; set; }

    /// <summary>Of every camera.</summary>
    public RecordingState Recording { get; set; } = new(RecordingActivity.Recording, null, TimeSpan.Zero);

    public RetentionStatus Kept { get; set; } = RetentionStatus.None;

    /// <summary>JPEG of what every camera sees; null where it sees nothing.</summary>
    public byte[]? SeenNow { get; set; } = Jpeg(320);

    public ClockState Clock { get; set; } = new(true, null, DateTimeOffset.UnixEpoch, TimeSpan.Zero, null, [], null);

    public DiskSpace Disk { get; }

    public string Folder => folder.FullName;

    public CropShelf Shelf { get; }

    public Enrolment Teaching => sources.Enrolment.Enrolment;

    public EvidenceStore Evidence => sources.Evidence;

    public VerdictDesk Verdicts => sources.Verdicts;

    public Recordings Recordings => sources.Recordings;

    public StatusBoard Board => sources.Board;

    public ExportDesk Exports => sources.Exports;

    public CoverageLedger Coverage => sources.Coverage;

    public RemoteViewing Viewing => sources.Remote.Viewing;

    public CommandLog Commands => sources.Remote.Commands;

    public CameraControls Controls => sources.Controls;

    public Uri Address { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<ServedPage> StartAsync(
        TimeProvider? time = null, Func<StatusSources, StatusSources>? change = null)
    {
        var page = new ServedPage(time ?? TimeProvider.System, change);
        await page.app.StartAsync();
        await page.Exports.StartAsync(CancellationToken.None);
        page.Address = new Uri(page.app.Urls.Single());
        page.Http = new HttpClient { BaseAddress = page.Address };
        return page;
    }

    public Task StopAsync() => app.StopAsync();

    /// <summary>The agent is back, at the same address.</summary>
    public async Task StartAgainAsync()
    {
        await app.DisposeAsync();
        app = Build(Address.Port);
        await app.StartAsync();
    }

    public void Post(string id, string name, CameraState state, string? reason = null, long frames = 7, params Track[] tracks)
    {
        var now = sources.Time.GetUtcNow();
        DateTimeOffset? next = state is CameraState.Paused or CameraState.LoginRefused ? now.AddHours(1) : null;
        Board.Post(new CameraStatus(id, name, state, now, reason, 4.96, now, frames, 2, 3, 1, tracks, next));
    }

    public Incident Keep(string id, string rule, DateTimeOffset started, bool open = false, bool picture = true, string zone = "")
    {
        var incident = new Incident(
            id, open ? IncidentEvent.Opened : IncidentEvent.Closed, 0, rule, "hall", zone, Severity.Serious, started,
            started.AddSeconds(90), [], 0.87654);
        var store = sources.Evidence;
        var record = picture
            ? new IncidentRecord(incident, store.SavePicture(incident, "picture", Jpeg(640)), store.SavePicture(incident, "thumbnail", Jpeg(160)))
            : new IncidentRecord(incident, null, null);
        stores.Keep(record);
        return incident;
    }

    /// <summary>The incident's clip, as if it were cut by now.</summary>
    public void KeepClip(Incident incident, string file)
    {
        File.Copy(file, sources.Evidence.ClipPath(incident));
        sources.Evidence.SetClip(incident, new FileInfo(file).Length, "00");
    }

    /// <summary>A crop of somebody's torso to be marked. Those of even tracks wear blue, those of odd ones something reddish.</summary>
    public CropId Shelve(int track)
    {
        var id = CropId.Of("hall", track, sources.Time.GetUtcNow(), null);
        using var crop = new Mat(96, 96, MatType.CV_8UC3, Scalar.All(80 + track * 5));
        crop.Rectangle(new Rect(20 + track % 5, 20, 50, 56), track % 2 == 0 ? new Scalar(220, 70, 30) : new Scalar(30, track * 7, 210), -1);
        Shelf.Offer("workwear", id, crop);
        return id;
    }

    /// <summary>Shows a moving square, as a pipeline would, until the page is ended.</summary>
    public void Feed(string camera)
    {
        var step = 0;
        Loop(() =>
        {
            using var frame = Frame.FromBgr(Drawing(320, step++), sources.Time.GetUtcNow());
            sources.Live.Show(camera, frame, Judgement.Nothing);
        });
    }

    /// <summary>Does something 25 times a second, as a camera's loop would, until the page is ended.</summary>
    public void Loop(Action turn) => feeds.Add(Task.Run(async () =>
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(40));
        while (await pace.WaitForNextTickAsync(CancellationToken.None) && !ending.IsCancellationRequested)
        {
            turn();
        }
    }));

    /// <summary>Asks as the page's own script does.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, string body) => PostAsync(address, Encoding.UTF8.GetBytes(body));

    public async Task<HttpResponseMessage> PostAsync(string address, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        request.Content.Headers.ContentType = new("application/json");
        return await Http.SendAsync(request);
    }

    /// <summary>Sends the request line as it is, where a client would tidy it up, and returns the whole answer.</summary>
    public async Task<string> RawAsync(string target, string host = "127.0.0.1")
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Address.Host, Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(feeds);
        Http.Dispose();
        await app.DisposeAsync();
        await Exports.StopAsync(CancellationToken.None);
        Exports.Dispose();
        Teaching.Heads.Dispose();
        stores.Dispose();
        folder.Delete(recursive: true);
        ending.Dispose();
    }

    private WebApplication Build(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.AddStatusPage(new StatusPageOptions { Port = port });
        return builder.Build().MapStatusPage(sources, Metrics.NewCustomRegistry());
    }

    private static byte[] Jpeg(int width)
    {
        using var picture = Drawing(width, 0);
        return picture.ImEncode(".jpg");
    }

    private static Mat Drawing(int width, int step)
    {
        var picture = new Mat(width * 9 / 16 & ~1, width, MatType.CV_8UC3, new Scalar(90, 110, 100));
        picture.Rectangle(new Rect(step * 5 % (width - 40), 30, 40, 40), new Scalar(40, 200, 240), -1);
        return picture;
    }
}

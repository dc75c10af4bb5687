using System.Text.Json;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Remote;
using EdgeAgent.Storage;
using EdgeAgent.Tests.Support;
using EdgeAgent.Tests.Uplink;
using EdgeAgent.Uplink.Contract;
using EdgeAgent.Video;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeAgent.Tests.Remote;

/// <summary>A box with one camera that shows something, its broker, and a centre that commands it.</summary>
internal sealed class RemoteBench : IAsyncDisposable
{
    private static readonly Topics Topics = new("foodsafety/v1/quanzhou/anxi/tofu-7");

    private readonly CancellationTokenSource ending = new();
    private readonly MosquittoBroker broker;
    private readonly LiveView live = new();
    private readonly Task feeding;

    private RemoteBench(MosquittoBroker broker, MqttListener centre)
    {
        this.broker = broker;
        Centre = centre;
        Box = new UplinkBench(broker.Address);
        var time = TimeProvider.System;
        var steady = new SteadyTime(time);
        var board = new StatusBoard(steady);
        board.Post(new CameraStatus("door", "大门", CameraState.Watching, time.GetUtcNow(), null, 5, null, 0, 0, 0, 0, []));
        board.Post(new CameraStatus("store", "仓库", CameraState.Unreachable, time.GetUtcNow(), "no answer from 192.168.1.64", 0, null, 0, 0, 0, 0, []));
        Pauses = new CameraPauses(Box.Stores.Database);
        Viewing = new RemoteViewing(Box.Stores.Database, Pauses, steady);
        var cameras = new ShownCameras(board, Viewing);
        var index = new SegmentIndex(Path.Combine(Box.Folder, "recordings"), TimeZoneInfo.Utc);
        var recordings = new Recordings(new(), new(), TimeZoneInfo.Utc, index, new DiskSpace(Box.Folder, 0), steady, NullLogger<Recordings>.Instance);
        var snapshots = new Snapshots(recordings, live, new VideoOptions(), time);
        Box.Desk.Handle("live", new LiveCommand(cameras, Viewing, live, Box.Publisher, time).AnswerAsync, isLong: true);
        Box.Desk.Handle("snapshot", new SnapshotCommand(cameras, snapshots, Box.Publisher, steady).AnswerAsync);
        feeding = FeedAsync();
    }

    public UplinkBench Box { get; }

    public MqttListener Centre { get; }

    public CameraPauses Pauses { get; }

    public RemoteViewing Viewing { get; }

    public static async Task<RemoteBench> StartAsync()
    {
        var broker = await MosquittoBroker.RunAsync();
        var bench = new RemoteBench(broker, await MqttListener.AtAsync(broker));
        await bench.Box.StartAsync();
        await Eventually.Holds(() => bench.Box.Publisher.Status.Connected, "connected");
        return bench;
    }

    public Task SayAsync(string name, string id, object args)
    {
        var now = TimeProvider.System.GetUtcNow();
        return Centre.PublishAsync(Topics.Command(name), new CommandMessage(id, now, now.AddMinutes(5), JsonSerializer.SerializeToElement(args)));
    }

    /// <summary>The last answer to a request, which is not that it is accepted.</summary>
    public async Task<ReplyMessage> ReplyAsync(string id) => Replies(await Centre.UntilAsync(all => Replies(all, id).Any()), id).First();

    public async Task<ReplyMessage> AskAsync(string name, string id, object args)
    {
        await SayAsync(name, id, args);
        return await ReplyAsync(id);
    }

    /// <summary>Pictures of the camera that have come so far.</summary>
    public List<HeardMessage> Pictures() => [.. Centre.Heard.Where(message => message.Topic == Topics.Live("door"))];

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await feeding;
        await Box.DisposeAsync();
        await Centre.DisposeAsync();
        broker.Dispose();
        ending.Dispose();
    }

    private static IEnumerable<ReplyMessage> Replies(IEnumerable<HeardMessage> all, string id) => all
        .Where(message => message.Topic == Topics.Reply(id))
        .Select(message => message.As<ReplyMessage>())
        .Where(reply => reply.State != ReplyState.Accepted);

    private async Task FeedAsync()
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(40), TimeProvider.System);
        while (!ending.IsCancellationRequested)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            using var frame = Tests.Pipeline.Pictures.Plain(TimeProvider.System.GetUtcNow(), 320);
            live.Show("door", frame, Judgement.Nothing);
        }
    }
}

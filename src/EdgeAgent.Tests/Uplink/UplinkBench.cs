using EdgeAgent.Evidence;
using EdgeAgent.Geometry;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace EdgeAgent.Tests.Uplink;

/// <summary>A box with everything the uplink needs, on real files: database, evidence, outbox and publisher.</summary>
internal sealed class UplinkBench : IAsyncDisposable
{
    private readonly TempFolder? ownFolder;
    private readonly TimeProvider time;

    /// <param name="address">Of the broker.</param>
    /// <param name="folder">Of a box that was here before; null for a new one.</param>
    /// <param name="time">By which incidents happen; null for the machine's.</param>
    /// <param name="linkTime">By which the connection waits; null for the machine's.</param>
    public UplinkBench(string address, Func<UplinkOptions, UplinkOptions>? change = null, string? folder = null, TimeProvider? time = null, TimeProvider? linkTime = null)
    {
        this.time = time ?? TimeProvider.System;
        ownFolder = folder is null ? new TempFolder() : null;
        Folder = folder ?? ownFolder!.Path;
        var options = new UplinkOptions
        {
            City = "quanzhou",
            County = "anxi",
            Site = "tofu-7",
            Broker = new BrokerOptions { Address = address, AnswerSeconds = 20 },
            Retry = new RetryOptions { FirstSeconds = 0.05, MaximumSeconds = 1 },
        };
        Options = change?.Invoke(options) ?? options;
        Stores = new Stores(Folder, this.time);
        var metrics = new UplinkMetrics(Registry);
        Commands = new CommandLog(Stores.Database);
        Desk = new CommandDesk(Commands, metrics, () => IsClockSure, TimeProvider.System, NullLogger<CommandDesk>.Instance);
        Publisher = new MqttPublisher(Options, Outbox, Evidence, Stores.Key, Desk, metrics, linkTime ?? TimeProvider.System, NullLogger<MqttPublisher>.Instance);
    }

    public string Folder { get; }

    public UplinkOptions Options { get; }

    public Stores Stores { get; }

    public EvidenceStore Evidence => Stores.Evidence;

    public Outbox Outbox => Stores.Outbox;

    public CommandLog Commands { get; }

    /// <summary>Its handlers are to be given before the start.</summary>
    public CommandDesk Desk { get; }

    /// <summary>Whether the box believes its clock.</summary>
    public bool IsClockSure { get; set; } = true;

    public MqttPublisher Publisher { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public async Task StartAsync()
    {
        await Publisher.StartAsync(CancellationToken.None);
        await Desk.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await Desk.StopAsync(CancellationToken.None);
        await Publisher.StopAsync(CancellationToken.None);
    }

    /// <summary>What the recorder does: picture first, then the journal, then the bell.</summary>
    /// <param name="thumbnail">JPEG bytes; null for an incident without a picture.</param>
    public Incident Report(string id, IncidentEvent what = IncidentEvent.Opened, byte[]? thumbnail = null)
    {
        var incident = Sample(id, what, time);
        var picture = thumbnail is null ? null : Evidence.SavePicture(incident, "thumbnail", thumbnail);
        Stores.Keep(new IncidentRecord(incident, picture, picture));
        Outbox.Notify();
        return incident;
    }

    public Task UntilEmptyAsync() => Eventually.Holds(() => Outbox.Figures().Count == 0, "the outbox is empty");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Publisher.Dispose();
        Desk.Dispose();
        Stores.Dispose();
        ownFolder?.Dispose();
    }

    public static Incident Sample(string id, IncidentEvent what = IncidentEvent.Opened, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow();
        return new Incident(
            id, what, (int)what, "intrusion", "door", "", Severity.Serious, now.AddSeconds(-2), now, [new Box(0.1, 0.2, 0.3, 0.4)], 0.91);
    }
}

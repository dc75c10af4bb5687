using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Compliance;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;
using EdgeAgent.Evidence.Exports;
using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Remote;
using EdgeAgent.Remote.Configuring;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Video;
using EdgeAgent.Video.Push;
using Prometheus;
using Serilog;
using Serilog.Events;

namespace EdgeAgent.Hosting;

/// <summary>What each room brings into the service, in the rooms' order.</summary>
internal static partial class ServiceRegistration
{
    public static IServiceCollection AddLogging(this IServiceCollection services, AgentOptions options, LogEventLevel console) =>
        services.AddSerilog(logging => LogSetup.Configure(logging, options.Storage.Folder, console));

    /// <summary>What every run of the service has: its clock, its figures, and time to stop in.</summary>
    public static IServiceCollection AddServiceHost(this IServiceCollection services) =>
        services
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20))
            .AddSingleton(TimeProvider.System)
            .AddSingleton<SteadyTime>()
            .AddSingleton(Metrics.NewCustomRegistry());

    public static IServiceCollection AddStorage(this IServiceCollection services, AgentOptions options) =>
        services
            .AddSingleton(new DiskSpace(options.Storage.Folder, options.Storage.ReserveMegabytes * 1_000_000L))
            .AddSingleton(provider => new AgentDatabase(
                Path.Combine(options.Storage.Folder, "agent.db"), provider.GetRequiredService<DiskSpace>()));

    public static IServiceCollection AddDetection(this IServiceCollection services, AgentOptions options) =>
        services
            .AddSingleton(_ => OnnxDetector.Open(
                new ModelFolder(options.Detection.ModelFolder), options.Detection.Detector, options.Detection.Threads))
            .AddSingleton<IDetector>(provider => provider.GetRequiredService<OnnxDetector>())
            .AddSingleton(new Examples(Path.Combine(options.Storage.Folder, Examples.FolderName)))
            .AddSingleton(_ => new TaughtHeads(
                Path.Combine(options.Storage.Folder, TaughtHeads.FolderName), new ModelFolder(options.Detection.ModelFolder)))
            .AddSingleton<Enrolment>()
            .AddSingleton(provider => new CropShelf(
                Path.Combine(options.Storage.Folder, CropShelf.FolderName),
                provider.GetRequiredService<DiskSpace>(),
                provider.GetRequiredService<SteadyTime>()))
            .AddSingleton(provider => PersonJudge.Open(
                new ModelFolder(options.Detection.ModelFolder),
                RuleSet.HeadsOf(options.Cameras, options.Rules),
                provider.GetRequiredService<TaughtHeads>(),
                provider.GetRequiredService<CropShelf>()));

    public static IServiceCollection AddFaceBlur(this IServiceCollection services, AgentOptions options) => options.Uplink.BlurFaces
        ? services.AddSingleton(provider => FaceBlur.Open(
            provider.GetRequiredService<OnnxDetector>(),
            new ModelFolder(options.Detection.ModelFolder),
            provider.GetRequiredService<ILogger<FaceBlur>>()))
        : services;

    public static IServiceCollection AddRecording(this IServiceCollection services, AgentOptions options)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(options.Rules.TimeZone);
        return services
            .AddSingleton(options.Recording)
            .AddSingleton(options.Video)
            .AddSingleton(new SegmentIndex(options.Recording.FolderIn(options.Storage.Folder), zone))
            .AddSingleton<SpanExport>()
            .AddSingleton(provider => new Recordings(
                options.Recording,
                options.Video,
                zone,
                provider.GetRequiredService<SegmentIndex>(),
                RecordingDisk(options),
                provider.GetRequiredService<SteadyTime>(),
                provider.GetRequiredService<ILogger<Recordings>>())
            {
                Doubt = LongestDoubt.Of(options.Recording, options.Rules),
            });
    }

    public static IServiceCollection AddEvidence(this IServiceCollection services, AgentOptions options) =>
        services
            .AddSingleton(_ => SigningKey.OpenOrMake(new EvidenceFolder(options.Storage.Folder).Keys))
            .AddSingleton(provider => new EvidenceChain(
                new EvidenceFolder(options.Storage.Folder).Chain,
                provider.GetRequiredService<SigningKey>(),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<EvidenceChain>>()))
            .AddSingleton<EvidenceJournal>()
            .AddSingleton(provider => new EvidenceNotices(
                Path.Combine(options.Storage.Folder, "evidence-notices.json"), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<EvidenceTakeUp>()
            .AddSingleton<CoverageRecords>()
            .AddSingleton(provider => new EvidenceStore(
                provider.GetRequiredService<AgentDatabase>(), provider.GetRequiredService<EvidenceJournal>(), new EvidenceFolder(options.Storage.Folder).Files))
            .AddSingleton(provider => new RejectedThings(
                Path.Combine(options.Storage.Folder, "rejected"), provider.GetRequiredService<ILogger<RejectedThings>>()))
            .AddSingleton(provider => new ExportDesk(
                Path.Combine(options.Storage.Folder, "exports"),
                provider.GetRequiredService<SpanExport>(),
                provider.GetRequiredService<CoverageLedger>(),
                new DiskSpace(options.Storage.Folder, FreeOfRecordings(options)),
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<ExportDesk>>()))
            .AddHostedService(provider => provider.GetRequiredService<ExportDesk>())
            .AddHostedService<ClipCutter>()
            .AddSingleton<ClipRoom>()
            .AddSingleton(provider => new CoverageLedger(
                Path.Combine(options.Storage.Folder, "coverage"),
                new LocalDays(TimeZoneInfo.FindSystemTimeZoneById(options.Rules.TimeZone)),
                provider.GetRequiredService<ILogger<CoverageLedger>>()));

    public static IServiceCollection AddCompliance(this IServiceCollection services, AgentOptions options) =>
        services.AddSingleton(provider => new DaySummaries(
            provider.GetRequiredService<EvidenceStore>(),
            provider.GetRequiredService<CoverageLedger>(),
            [.. options.Cameras.Select(camera => camera.Id)]));

    public static IServiceCollection AddUplink(this IServiceCollection services, AgentOptions options) =>
        services
            .AddSingleton(options.Uplink)
            .AddSingleton(new MediaServers(options.Uplink.MediaServers))
            .AddSingleton(provider => new MediaPush(options.Video, options.Storage.Folder, provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<UplinkMetrics>()
            .AddSingleton(_ => new DeliveredLog(Path.Combine(options.Storage.Folder, "delivered.log")))
            .AddSingleton<Outbox>()
            .AddSingleton<CommandLog>()
            .AddSingleton(provider => new CommandDesk(
                provider.GetRequiredService<CommandLog>(),
                provider.GetRequiredService<UplinkMetrics>(),
                () => provider.GetRequiredService<ClockTrust>().IsSureNow,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<CommandDesk>>()))
            .AddSingleton<MqttPublisher>()
            .AddHostedService(provider => provider.GetRequiredService<MqttPublisher>())
            .AddHostedService(provider => provider.GetRequiredService<CommandDesk>());

    // Services stop in reverse order: cameras first, then the recorder when it has written what they reported, then the
    // summary that counts it, then the publisher.
    public static IServiceCollection AddPipeline(this IServiceCollection services, AgentOptions options) =>
        services
            .AddSingleton(new PipelineSettings(
                options.Cameras, options.Video, options.Detection, options.Tracking, options.Rules, options.Uplink.Site))
            .AddSingleton<StatusBoard>()
            .AddSingleton<LiveView>()
            .AddSingleton<Snapshots>()
            .AddSingleton(provider => new CameraControls(options.Cameras.Select(camera => camera.Id), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<CameraPauses>()
            .AddSingleton<RemoteViewing>()
            .AddSingleton<RefusedLogins>()
            .AddSingleton(provider => new LoginGate(
                provider.GetRequiredService<TimeProvider>(), Random.Shared, provider.GetRequiredService<RefusedLogins>()))
            .AddSingleton(new ViewReferences(Path.Combine(options.Storage.Folder, "views")))
            .AddSingleton<CameraSurroundings>()
            .AddSingleton<IncidentTimes>()
            .AddSingleton(provider => new Retention(
                options.Recording,
                provider.GetRequiredService<SegmentIndex>(),
                RecordingDisk(options),
                provider.GetRequiredService<IncidentTimes>().Since,
                () => provider.GetRequiredService<ClockTrust>().IsSureNow,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<Retention>>())
            {
                Doubt = LongestDoubt.Of(options.Recording, options.Rules),
            })
            .AddHostedService<RetentionService>()
            .AddSingleton<Heartbeat>()
            .AddHostedService(provider => provider.GetRequiredService<Heartbeat>())
            .AddSingleton(provider => new CameraClocks(
                options.Cameras, TimeZoneInfo.FindSystemTimeZoneById(options.Rules.TimeZone), provider.GetRequiredService<SteadyTime>()))
            .AddHostedService(provider => provider.GetRequiredService<CameraClocks>())
            .AddSingleton(provider => new ClockTrust(
                provider.GetRequiredService<SteadyTime>(),
                provider.GetRequiredService<CoverageLedger>().Latest(),
                SystemClock.IsPlausible,
                SystemClock.IsSynchronised,
                provider.GetRequiredService<CameraClocks>().Agree,
                provider.GetRequiredService<ILogger<ClockTrust>>()))
            .AddSingleton<Func<ClockState>>(provider => () => ClockState.Of(
                provider.GetRequiredService<SteadyTime>(), provider.GetRequiredService<ClockTrust>(), provider.GetRequiredService<CameraClocks>()))
            .AddHostedService<CoverageRecorder>()
            .AddSingleton<SummaryReporter>()
            .AddHostedService(provider => provider.GetRequiredService<SummaryReporter>())
            .AddSingleton<EvidenceRecorder>()
            .AddSingleton<IncidentCrops>()
            .AddSingleton<VerdictDesk>()
            .AddSingleton(provider => new RectificationDesk(
                provider.GetRequiredService<EvidenceStore>(),
                provider.GetRequiredService<Outbox>(),
                async (camera, cancellationToken) =>
                    (await provider.GetRequiredService<Snapshots>().TakeAsync(camera, RectificationDesk.LargestPicture, faces: null, cancellationToken))?.Jpeg,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<RectificationDesk>>()))
            .AddHostedService(provider => provider.GetRequiredService<EvidenceRecorder>())
            .AddHostedService<Supervision>();

    /// <summary>Opens what may fail before anything runs, so that it fails with a clear message.</summary>
    /// <exception cref="IOException">The agent's folder cannot be read or written at present.</exception>
    public static void OpenStores(this WebApplication app)
    {
        var evidence = app.Services.GetRequiredService<EvidenceStore>();
        var outbox = app.Services.GetRequiredService<Outbox>();
        app.Services.GetRequiredService<CoverageRecords>();
        app.Services.GetRequiredService<EvidenceTakeUp>().Run();
        outbox.TakeOver();
        CentralCommands.Register(app.Services.GetRequiredService<CommandDesk>(), app.Services);
        var ledger = app.Services.GetRequiredService<CoverageLedger>();
        var recordings = app.Services.GetRequiredService<Recordings>();
        app.Services.GetRequiredService<EvidenceRecorder>().Recorded += app.Services.GetRequiredService<IncidentCrops>().Keep;
        recordings.Kept += (camera, segment) =>
            ledger.Add(camera, segment.Start, segment.End, CoverageMarks.Recorded);
        app.Services.GetRequiredService<Retention>().GivenUpEarly += span =>
            ledger.Add(span.Camera, span.From, span.To, CoverageMarks.GivenUp);
        app.TakeUpRecordings(recordings, evidence);
    }

    // Before anything looks for recordings, such as an incident's clip. Without their disk everything else goes on.
    private static void TakeUpRecordings(this WebApplication app, Recordings recordings, EvidenceStore evidence)
    {
        try
        {
            recordings.TakeUpLast(since => evidence.SeenSince(since).Concat(evidence.Open()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogRecordings(app.Logger, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What an earlier run has left of the recordings cannot be taken up: {Problem}")]
    private static partial void LogRecordings(Microsoft.Extensions.Logging.ILogger log, string problem);

    public static StatusSources StatusSources(this WebApplication app, AgentOptions options)
    {
        var services = app.Services;
        var time = services.GetRequiredService<TimeProvider>();
        return new StatusSources(
            options.Uplink.Site,
            Boot.AgentVersion,
            time.GetUtcNow(),
            services.GetRequiredService<StatusBoard>(),
            services.GetRequiredService<LiveView>(),
            services.GetRequiredService<CameraControls>(),
            services.GetRequiredService<EvidenceStore>(),
            services.GetRequiredService<ExportDesk>(),
            services.GetRequiredService<VerdictDesk>(),
            services.GetRequiredService<RectificationDesk>(),
            new EnrolmentSources(
                services.GetRequiredService<Enrolment>(), services.GetRequiredService<CropShelf>(), RuleSet.HeadsOf(options.Cameras, options.Rules)),
            services.GetRequiredService<CoverageLedger>(),
            services.GetRequiredService<Recordings>(),
            services.GetRequiredService<DiskSpace>(),
            services.GetRequiredService<Outbox>().Figures,
            () => services.GetRequiredService<MqttPublisher>().Status,
            () => services.GetRequiredService<EvidenceRecorder>().Problem,
            new RecordingSources(services.GetRequiredService<Recordings>().StateOf, () => services.GetRequiredService<Retention>().Status),
            services.GetRequiredService<Func<ClockState>>(),
            time)
        {
            Queue = services.GetRequiredService<Outbox>(),
            Remote = new RemoteSources(services.GetRequiredService<RemoteViewing>(), services.GetRequiredService<CommandLog>()),
            Losses = () => services.GetRequiredService<EvidenceNotices>().All,
            Unreadable = () => services.GetRequiredService<OnnxDetector>().Unreadable,
            CentralChange = () => services.GetService<ConfigurationTrial>()?.Current is { } trial
                ? new CentralChange(Word(trial.State.ToString())!, trial.At, Word(trial.Failure?.Problem.ToString()), trial.Failure?.Detail)
                : null,
        };
    }

    private static string? Word(string? name) => name is null ? null : JsonNamingPolicy.CamelCase.ConvertName(name);

    private static DiskSpace RecordingDisk(AgentOptions options) =>
        new(options.Recording.FolderIn(options.Storage.Folder), FreeOfRecordings(options));

    private static long FreeOfRecordings(AgentOptions options) =>
        (options.Storage.ReserveMegabytes + options.Recording.ReserveMegabytes) * 1_000_000L;
}

using EdgeAgent.Pipeline;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using Prometheus;

namespace EdgeAgent.StatusPage;

/// <summary>What Prometheus reads. Everything is taken from its owner at the moment of the scrape; nothing is counted twice.</summary>
internal sealed class AgentMetrics
{
    private readonly StatusSources sources;
    private readonly Gauge state;
    private readonly Gauge stateAge;
    private readonly Gauge framesPerSecond;
    private readonly Counter frames;
    private readonly Counter dropped;
    private readonly Counter inferences;
    private readonly Counter restarts;
    private readonly Counter looks;
    private readonly Gauge stored;
    private readonly Gauge open;
    private readonly Gauge waiting;
    private readonly Gauge waitingOfKind;
    private readonly Gauge paused;
    private readonly Gauge oldest;
    private readonly Gauge setAside;
    private readonly Gauge connected;
    private readonly Gauge brokerPlace;
    private readonly Gauge rival;
    private readonly Gauge diskFree;
    private readonly Gauge recording;
    private readonly Counter recordingLost;
    private readonly Gauge recordedBytes;
    private readonly Gauge recordedSpan;
    private readonly Counter givenUp;
    private readonly Counter coverageFailures;
    private readonly Gauge clockSure;
    private readonly Counter unreadable;

    private AgentMetrics(CollectorRegistry registry, StatusSources sources)
    {
        this.sources = sources;
        var factory = Metrics.WithCustomRegistry(registry);
        state = factory.CreateGauge("edgeagent_camera_state", "1 for the state that the camera is in, 0 for the others", "camera", "state");
        stateAge = factory.CreateGauge("edgeagent_camera_state_seconds", "How long the camera has been in its state", "camera");
        framesPerSecond = factory.CreateGauge("edgeagent_camera_frames_per_second", "Pictures worked on each second", "camera");
        frames = factory.CreateCounter("edgeagent_camera_frames_total", "Pictures worked on", "camera");
        dropped = factory.CreateCounter("edgeagent_camera_dropped_frames_total", "Pictures left out because newer ones were there", "camera");
        inferences = factory.CreateCounter("edgeagent_camera_inferences_total", "Times the detector ran", "camera");
        restarts = factory.CreateCounter("edgeagent_camera_restarts_total", "Times the stream was opened anew", "camera");
        looks = factory.CreateCounter("edgeagent_camera_looks_total", "Close looks at persons, by whether a head was sure", "camera", "outcome");
        stored = factory.CreateGauge("edgeagent_incidents_stored", "Incidents kept on the box", "rule");
        open = factory.CreateGauge("edgeagent_incidents_open", "Incidents going on now", "rule");
        waiting = factory.CreateGauge("edgeagent_outbox_messages", "Messages that the broker has not acknowledged");
        waitingOfKind = factory.CreateGauge("edgeagent_outbox_waiting_messages", "The same by kind", "kind");
        paused = factory.CreateGauge("edgeagent_outbox_paused", "1 while the owner has them wait");
        oldest = factory.CreateGauge("edgeagent_outbox_oldest_seconds", "Age of the oldest of them; 0 when none waits");
        setAside = factory.CreateGauge("edgeagent_outbox_set_aside_messages", "Messages that the broker refused for good");
        connected = factory.CreateGauge("edgeagent_broker_connected", "1 while connected to the broker");
        brokerPlace = factory.CreateGauge("edgeagent_broker_place", "Place of the connected broker among the configured ones, 1 for the most preferred; 0 while none is");
        rival = factory.CreateGauge("edgeagent_broker_rival", "1 while another box seems to connect under this site's name");
        recording = factory.CreateGauge("edgeagent_camera_recording", "1 while the camera is recorded", "camera");
        recordingLost = factory.CreateCounter("edgeagent_camera_recording_lost_seconds_total", "How much came that should have been recorded and was not", "camera");
        recordedBytes = factory.CreateGauge("edgeagent_recordings_bytes", "Size of the recordings that are kept", "camera");
        recordedSpan = factory.CreateGauge("edgeagent_recordings_oldest_seconds", "Age of the oldest of them; 0 where there is none", "camera");
        givenUp = factory.CreateCounter("edgeagent_recordings_given_up_seconds_total", "Recordings deleted before their days were over, because the disk does not hold them", "camera");
        coverageFailures = factory.CreateCounter("edgeagent_coverage_failures_total", "Times the disk did not take or give what is known of who was watched");
        clockSure = factory.CreateGauge("edgeagent_clock_sure", "1 while the box's clock is believed");
        unreadable = factory.CreateCounter("edgeagent_detector_unreadable_total", "What the detector gave and nobody can read: NaN or infinite scores and boxes");
        diskFree = factory.CreateGauge("edgeagent_disk_free_bytes", "Free space of the disk that holds the agent's folder");
    }

    /// <summary>Adds the agent's and the process's metrics to the registry.</summary>
    public static void Register(CollectorRegistry registry, StatusSources sources)
    {
        DotNetStats.Register(registry);
        registry.AddBeforeCollectCallback(new AgentMetrics(registry, sources).Read);
    }

    private void Read()
    {
        foreach (var camera in sources.Board.Cameras)
        {
            Read(camera);
        }

        var goingOn = sources.Evidence.Open().CountBy(incident => incident.Rule).ToDictionary();
        foreach (var rule in RuleCatalogue.Ids)
        {
            stored.WithLabels(rule).Set(sources.Evidence.CountOf(rule));
            open.WithLabels(rule).Set(goingOn.GetValueOrDefault(rule));
        }

        var outbox = sources.Outbox();
        waiting.Set(outbox.Count);
        waitingOfKind.WithLabels("incident").Set(outbox.Count - outbox.Thumbnails);
        waitingOfKind.WithLabels("thumbnail").Set(outbox.Thumbnails);
        paused.Set(sources.Queue.Pause.Until is null ? 0 : 1);
        oldest.Set(outbox.Oldest is { } since ? Math.Max(0, (sources.Time.GetUtcNow() - since).TotalSeconds) : 0);
        setAside.Set(outbox.SetAside);
        var link = sources.Link();
        connected.Set(link.Connected ? 1 : 0);
        brokerPlace.Set(link.Broker?.Place ?? 0);
        rival.Set(link.Rival is null ? 0 : 1);
        diskFree.Set(sources.Disk.FreeBytes);
        coverageFailures.IncTo(sources.Coverage.Failures);
        clockSure.Set(sources.Clock().IsSure ? 1 : 0);
        unreadable.IncTo(sources.Unreadable());
        Read(sources.Recording.Retention());
    }

    private void Read(RetentionStatus kept)
    {
        foreach (var (camera, recorded) in kept.Cameras)
        {
            recordedBytes.WithLabels(camera).Set(recorded.Bytes);
            recordedSpan.WithLabels(camera).Set(recorded.Oldest is { } since ? Math.Max(0, (sources.Time.GetUtcNow() - since).TotalSeconds) : 0);
        }

        foreach (var (camera, time) in kept.GivenUpEarly)
        {
            givenUp.WithLabels(camera).IncTo(time.TotalSeconds);
        }
    }

    private void Read(CameraStatus camera)
    {
        foreach (var each in Enum.GetValues<CameraState>())
        {
            state.WithLabels(camera.Id, CameraWords.Of(each)).Set(each == camera.State ? 1 : 0);
        }

        stateAge.WithLabels(camera.Id).Set(Math.Max(0, (sources.Time.GetUtcNow() - camera.Since).TotalSeconds));
        framesPerSecond.WithLabels(camera.Id).Set(camera.FramesPerSecond);
        frames.WithLabels(camera.Id).IncTo(camera.Frames);
        dropped.WithLabels(camera.Id).IncTo(camera.Dropped);
        inferences.WithLabels(camera.Id).IncTo(camera.Inferences);
        restarts.WithLabels(camera.Id).IncTo(camera.Restarts);
        looks.WithLabels(camera.Id, "judged").IncTo(camera.Looks.Judged);
        looks.WithLabels(camera.Id, "unsure").IncTo(camera.Looks.Unsure);
        looks.WithLabels(camera.Id, "unfit").IncTo(camera.Looks.Unfit);
        var recorded = sources.Recording.StateOf(camera.Id);
        recording.WithLabels(camera.Id).Set(recorded.Activity == RecordingActivity.Recording ? 1 : 0);
        recordingLost.WithLabels(camera.Id).IncTo(recorded.Lost.TotalSeconds);
    }
}

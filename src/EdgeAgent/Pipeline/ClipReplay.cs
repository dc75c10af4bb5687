using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.Tracking;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>A camera's way from pictures to incidents over one recorded clip, without disk and network.</summary>
public sealed class ClipReplay(
    CameraOptions camera, RulesOptions rules, IDetector detector, PersonJudge judge, DetectionOptions detection, TrackingOptions tracking)
{
    private const string Site = "replay";

    public long Frames { get; private set; }

    public long Inferences { get; private set; }

    public int Opened { get; private set; }

    /// <summary>A whole second after the last picture, for a clip that goes on; null before any picture.</summary>
    public DateTimeOffset? NextStart { get; private set; }

    /// <summary>Each event with, at an opening, the JPEG of that moment. What is open at the end is closed.</summary>
    /// <exception cref="StreamException">The clip cannot be read.</exception>
    public async IAsyncEnumerable<(Incident Incident, byte[]? Picture)> RunAsync(
        IFrameSource source, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ruleSet = new RuleSet(camera, rules);
        await using var looks = LookTaker.For(camera.Id, ruleSet, judge, keys: null, detection);
        using var vision = new Vision(detector, ruleSet, detection, tracking, looks, rejected: () => []);
        var ledger = new IncidentLedger(Site, camera.Id, ruleSet);
        await foreach (var frame in source.ReadAsync(cancellationToken))
        {
            using (frame)
            {
                Frames++;
                NextStart = frame.CapturedAt.AddSeconds(1);
                var violations = ruleSet.Evaluate(vision.Look(frame));
                foreach (var incident in ledger.Fold(violations, frame.CapturedAt))
                {
                    var isOpened = incident.Event == IncidentEvent.Opened;
                    Opened += isOpened ? 1 : 0;
                    yield return (incident, isOpened ? Picture.Evidence(frame, incident.Boxes) : null);
                }
            }
        }

        Inferences = vision.Inferences;
        foreach (var incident in ledger.Close())
        {
            yield return (incident, null);
        }
    }
}

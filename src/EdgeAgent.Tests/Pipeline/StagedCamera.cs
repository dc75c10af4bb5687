using System.Runtime.CompilerServices;
using EdgeAgent.Cameras;
using EdgeAgent.Detection;
using EdgeAgent.Geometry;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Tests.Detection;
using EdgeAgent.Tracking;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Tests.Pipeline;

/// <summary>A camera before the yard whose pictures a test composes, and a detector that finds the persons put into them.</summary>
internal sealed class StagedCamera(double picturesPerSecond = 1, double noise = 4) : IFrameSource, IDetector
{
    private readonly List<(Func<Mat> Picture, Box[] Persons)> script = [];
    private Box[] inView = [];

    public long Dropped => 0;

    public DateTimeOffset Start { get; init; } = YardFootage.Noon;

    /// <summary>Shows pictures for some seconds.</summary>
    /// <param name="persons">Where the detector finds somebody.</param>
    public StagedCamera Show(double seconds, Func<Mat> picture, params Box[] persons)
    {
        script.AddRange(Enumerable.Repeat((picture, persons), (int)(seconds * picturesPerSecond)));
        return this;
    }

    public async IAsyncEnumerable<Frame> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var (number, (picture, persons)) in script.Index())
        {
            inView = persons;
            yield return picture().Taken(Start.AddSeconds(number / picturesPerSecond), noise);
        }
    }

    public IReadOnlyList<DetectedObject> Detect(Frame frame) => [.. inView.Select(box => new DetectedObject("person", 0.9, box))];

    /// <summary>What a rule makes of it, from pictures to incidents, with seconds since the start.</summary>
    /// <param name="zone">Pixels of 640 x 360.</param>
    public async Task<IReadOnlyList<(Incident Incident, double Second)>> ReplayAsync(RuleOptions rule, Rect zone)
    {
        var area = YardFootage.BoxOf(zone);
        var camera = new CameraOptions
        {
            Id = "yard",
            Zones = new Dictionary<string, Polygon>
            {
                ["place"] = new([new(area.Left, area.Top), new(area.Right, area.Top), new(area.Right, area.Bottom), new(area.Left, area.Bottom)]),
            },
        };
        var rules = new RulesOptions { TimeZone = "UTC", Active = [rule with { Zone = "place" }] };
        using var judge = PersonJudge.Open(ShippedModels.Folder, []);
        var replay = new ClipReplay(camera, rules, this, judge, new DetectionOptions(), new TrackingOptions());
        var events = new List<(Incident, double)>();
        await foreach (var (incident, _) in replay.RunAsync(this, CancellationToken.None))
        {
            events.Add((incident, (incident.LastSeen - Start).TotalSeconds));
        }

        return events;
    }
}

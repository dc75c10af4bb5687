using System.CommandLine;
using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;
using EdgeAgent.Pipeline;
using EdgeAgent.Rules;
using EdgeAgent.Uplink.Contract;
using EdgeAgent.Video;

namespace EdgeAgent.Commands;

/// <summary><c>replay</c>: the rules over recorded clips, as fast as it goes; one JSON line for each event of an incident.</summary>
public static class ReplayCommand
{
    private static readonly DateTimeOffset DefaultStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Persons are judged on the main stream's pictures, and the clip is the only stream here.
    private const int SharpWidth = 1920;

    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "Configuration whose camera, zones and rules are used; without it every rule that needs no zone, over the whole picture at all hours." };
        var camera = new Option<string?>("--camera") { Description = "Id of the camera that the clips stand for; without it the configuration's first." };
        var rules = new Option<string?>("--rules") { Description = "Only these rules, ids separated by commas." };
        var at = new Option<DateTimeOffset>("--at")
        {
            Description = "Time of the first picture, e.g. 2026-01-31T22:00:00+08:00.",
            CustomParser = argument => Time(argument),
            DefaultValueFactory = _ => DefaultStart,
        };
        var snapshots = new Option<string?>("--snapshots") { Description = "Folder for a picture of each incident's opening." };
        var models = ModelFolderOption.Create();
        var clips = new Argument<string[]>("CLIP")
        {
            Description = "Video files, worked through one after another; the time goes on from one to the next, and what is open at the end of one is closed.",
            Arity = ArgumentArity.OneOrMore,
        };
        var replay = new Command("replay", "What the rules say about recorded clips; no network, and the same input gives the same output.")
        {
            config, camera, rules, at, snapshots, models, clips,
        };
        replay.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, async () =>
        {
            var options = parsed.GetValue(config) is { } file
                ? ConfigurationFile.Load(file)
                : new AgentOptions
                {
                    Cameras = [new CameraOptions { Id = parsed.GetValue(camera) ?? "replay" }],
                    Detection = new DetectionOptions
                    {
                        ModelFolder = ModelFolderOption.Locate(parsed, models).Path,
                        Threads = Environment.ProcessorCount,
                    },
                    Rules = new RulesOptions { TimeZone = "UTC", Active = [.. RuleCatalogue.WithoutZones.Select(id => new RuleOptions { Rule = id })] },
                };
            var watched = Camera(options, parsed.GetValue(camera));
            var plan = new ReplayPlan(
                watched, Only(options.Rules, parsed.GetValue(rules)), parsed.GetValue(at), parsed.GetRequiredValue(clips), parsed.GetValue(snapshots))
            {
                IsConfigured = parsed.GetValue(config) is not null,
            };
            await RunAsync(options, plan, cancellationToken);
            return 0;
        }));
        return replay;
    }

    private static async Task RunAsync(AgentOptions options, ReplayPlan plan, CancellationToken cancellationToken)
    {
        using var detector = OnnxDetector.Open(new ModelFolder(options.Detection.ModelFolder), options.Detection.Detector, options.Detection.Threads);
        var models = new ModelFolder(options.Detection.ModelFolder);
        using var taught = new TaughtHeads(Path.Combine(options.Storage.Folder, TaughtHeads.FolderName), models);
        using var judge = PersonJudge.Open(models, RuleSet.HeadsOf([plan.Camera], plan.Rules), plan.IsConfigured ? taught : null);
        var video = RuleSet.HeadsOf([plan.Camera], plan.Rules).Count > 0 ? options.Video with { Width = SharpWidth } : options.Video;
        var start = plan.Start;
        foreach (var clip in plan.Clips)
        {
            Console.Error.WriteLine($"{clip}: from {start:O}");
            var source = new ClipFrameSource(
                new ClipOptions { File = clip, RealTime = false, Loop = false, StartsAt = start }, video, TimeProvider.System);
            var replay = new ClipReplay(plan.Camera, plan.Rules, detector, judge, options.Detection, options.Tracking);
            await foreach (var (incident, picture) in replay.RunAsync(source, cancellationToken))
            {
                await Console.Out.WriteLineAsync(ContractJson.Write(IncidentData.From(incident)));
                if (plan.Snapshots is { } folder && picture is not null)
                {
                    Storage.AtomicFile.Write(Path.Combine(folder, $"{incident.Rule}-{incident.Started:yyyyMMdd'T'HHmmss.fff}.jpg"), picture);
                }
            }

            Console.Error.WriteLine($"{clip}: {replay.Frames} pictures, {replay.Inferences} inferences, {replay.Opened} incidents");
            start = replay.NextStart ?? start;
        }
    }

    private static CameraOptions Camera(AgentOptions options, string? id) =>
        id is null
            ? options.Cameras[0]
            : options.Cameras.FirstOrDefault(camera => camera.Id == id)
              ?? throw new UsageException($"--camera {id}: the configuration has {string.Join(", ", options.Cameras.Select(camera => camera.Id))}");

    private static RulesOptions Only(RulesOptions rules, string? ids)
    {
        if (ids is null)
        {
            return rules;
        }

        var wanted = ids.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length == 0 || wanted.Except(RuleCatalogue.Ids).Any())
        {
            throw new UsageException($"--rules {ids}: there are {string.Join(", ", RuleCatalogue.Ids)}");
        }

        foreach (var absent in wanted.Except(rules.Active.Select(rule => rule.Rule)))
        {
            Console.Error.WriteLine($"--rules: {absent} is not among the rules here; without --config there are those that need no zone");
        }

        return rules with { Active = [.. rules.Active.Where(rule => wanted.Contains(rule.Rule))] };
    }

    private static DateTimeOffset Time(System.CommandLine.Parsing.ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            argument.AddError($"--at {text}: not a time such as 2026-01-31T22:00:00+08:00");
        }

        return time;
    }

    /// <param name="Start">Capture time of the first picture of the first clip.</param>
    private sealed record ReplayPlan(
        CameraOptions Camera, RulesOptions Rules, DateTimeOffset Start, IReadOnlyList<string> Clips, string? Snapshots)
    {
        /// <summary>There is a site, with what was taught there.</summary>
        public bool IsConfigured { get; init; }
    }
}

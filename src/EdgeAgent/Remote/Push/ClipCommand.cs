using EdgeAgent.Cameras;
using EdgeAgent.Evidence;
using EdgeAgent.Recording;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Video;

namespace EdgeAgent.Remote.Push;

/// <summary>The command <c>clip</c>: a span of a camera's recording, or an incident's clip, to a media server.</summary>
internal sealed class ClipCommand(PushDesk desk, EvidenceStore evidence, SegmentIndex index, RecordingOptions options, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <exception cref="CommandRefusedException">What is asked for cannot be.</exception>
    public Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var args = request.Read<ClipArgs>();
        var destination = desk.Demand(args.Address, args.User, args.Password);
        var job = args switch
        {
            { Incident: { } incident, Camera: null, From: null, To: null, Stream: null } => OfIncident(incident, destination),
            { Incident: null, Camera: { } camera, From: { } from, To: { } to } => OfSpan(camera, from, to, args.Stream, destination),
            _ => throw new CommandRefusedException("args need either incident, or camera, from and to"),
        };
        return desk.PushAsync(request, job, cancellationToken);
    }

    private PushJob OfIncident(string id, PushDestination destination)
    {
        if (evidence.Find(id) is not { } record)
        {
            throw new CommandRefusedException($"there is no incident {id}");
        }

        if (record.Clip is not { } clip || ClipCutter.SpanOf(record.Incident, options, time.GetUtcNow()) is not var (from, to))
        {
            throw new CommandRefusedException($"the incident {id} has no clip, or none yet");
        }

        return new PushJob(record.Incident.Camera, to - from, destination, async run =>
        {
            await using var file = File.OpenRead(evidence.FullPath(clip));
            FfmpegInput? fed = null;
            var pushed = await run.SendAsync(true, input => (fed = input).Write(file));
            return new PushedVideo(record.Incident.Camera, destination.Server, from, to, pushed.TotalSeconds, fed?.Bytes ?? 0);
        });
    }

    private PushJob OfSpan(string camera, DateTimeOffset from, DateTimeOffset to, StreamRole? asked, PushDestination destination)
    {
        if (to <= from || to - from > Longest)
        {
            throw new CommandRefusedException($"a clip is of {Longest.TotalMinutes:0} minutes at most, and to is after from");
        }

        StreamRole[] candidates = asked is { } one ? [one] : [StreamRole.Main, StreamRole.Sub];
        if (!CameraId.IsValid(camera)
            || candidates.Select(stream => new SpanReader(index, camera, stream, from, to)).FirstOrDefault(reader => reader.Segments.Count > 0) is not { } reader)
        {
            throw new CommandRefusedException("nothing is recorded of that time");
        }

        return new PushJob(camera, to - from, destination, async run =>
        {
            FfmpegInput? fed = null;
            var pushed = await run.SendAsync(true, Feed);
            var (first, last) = (reader.Segments[0], reader.Segments[^1]);
            return new PushedVideo(
                camera,
                destination.Server,
                first.Start > from ? first.Start : from,
                last.End < to ? last.End : to,
                pushed.TotalSeconds,
                fed?.Bytes ?? 0,
                first.Stream,
                reader.Missing.TotalSeconds);

            void Feed(FfmpegInput input)
            {
                reader.WriteTo(fed = input, _ => { });
                if (reader.Parts.Count == 0)
                {
                    throw new InvalidDataException("what is recorded of that time cannot be read");
                }
            }
        });
    }
}

/// <summary>What the command <c>clip</c> needs: an incident, or a camera with a span of at most 10 minutes.</summary>
/// <param name="Address">Of the media server.</param>
/// <param name="Stream">The one that is recorded where nothing is said, the full-size one first.</param>
/// <param name="User">Login at an RTSP server.</param>
internal sealed record ClipArgs(
    string Address,
    string? Incident = null,
    string? Camera = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    StreamRole? Stream = null,
    string? User = null,
    string? Password = null);

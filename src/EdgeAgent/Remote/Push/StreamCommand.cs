using EdgeAgent.Cameras;
using EdgeAgent.Recording;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Video;

namespace EdgeAgent.Remote.Push;

/// <summary>The command <c>stream</c>: a camera's live video to a media server, or an end of what is being pushed.</summary>
internal sealed class StreamCommand(PushDesk desk, Recordings recordings, TimeProvider time)
{
    private const int Shortest = 5;
    private const int Longest = 600;

    /// <exception cref="CommandRefusedException">What is asked for cannot be.</exception>
    public async Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var args = request.Read<StreamArgs>();
        if (args.Stop)
        {
            return args == new StreamArgs(Stop: true)
                ? CommandAnswer.Done(new StoppedPush(desk.Stop()))
                : throw new CommandRefusedException("stop stands alone in args");
        }

        return await desk.PushAsync(request, JobOf(args), cancellationToken);
    }

    private PushJob JobOf(StreamArgs args)
    {
        if (args is not { Camera: { } camera, Address: { } address })
        {
            throw new CommandRefusedException("args need camera and address, or stop");
        }

        if (args.Seconds is < Shortest or > Longest)
        {
            throw new CommandRefusedException($"seconds must be from {Shortest} to {Longest}");
        }

        var length = TimeSpan.FromSeconds(args.Seconds);
        var stream = recordings.StreamsOf(camera).Of(args.Stream)
            ?? throw new CommandRefusedException($"there is no camera {camera} with a live {(args.Stream == StreamRole.Main ? "main" : "sub")} stream");
        var destination = desk.Demand(address, args.User, args.Password);
        return new PushJob(camera, length + LiveFeed.Opening, destination, async run =>
        {
            await using var feed = await LiveFeed.OpenAsync(stream, time, run.Ending);
            FfmpegInput? fed = null;
            var pushed = await run.SendAsync(false, input => feed.WriteTo(fed = input, length));
            return new PushedVideo(camera, destination.Server, feed.From, feed.To, pushed.TotalSeconds, fed?.Bytes ?? 0, args.Stream);
        });
    }
}

/// <summary>What the command <c>stream</c> needs: camera and address, or stop alone.</summary>
/// <param name="Address">Of the media server.</param>
/// <param name="Stream">The small one where nothing is said: the full-size one is some 4 Mbit/s of the workshop's upstream.</param>
/// <param name="Seconds">5 to 600.</param>
/// <param name="User">Login at an RTSP server.</param>
/// <param name="Stop">Ends what is being pushed.</param>
internal sealed record StreamArgs(
    string? Camera = null,
    string? Address = null,
    StreamRole Stream = StreamRole.Sub,
    int Seconds = 60,
    string? User = null,
    string? Password = null,
    bool Stop = false);

/// <param name="Stopped">Whether anything was being pushed.</param>
internal sealed record StoppedPush(bool Stopped);

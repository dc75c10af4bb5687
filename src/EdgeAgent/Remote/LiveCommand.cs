using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>Pictures of a camera as they are watched, one a second at most, for a while.</summary>
internal sealed class LiveCommand(ShownCameras cameras, RemoteViewing viewing, LiveView live, MqttPublisher publisher, TimeProvider time, FaceBlur? faces = null)
{
    private const int LongestSeconds = 120;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    public async Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var (camera, seconds) = request.Read<Arguments>();
        if (seconds is < 1 or > LongestSeconds)
        {
            return CommandAnswer.Refused($"args.seconds must be 1 to {LongestSeconds}");
        }

        cameras.Demand(camera);
        var now = time.GetUtcNow();
        using var look = viewing.TryBegin(new RemoteView(request.Name, request.RequestId, camera, now, now.AddSeconds(seconds)), out var refusal);
        return look is null
            ? CommandAnswer.Refused(refusal!)
            : await ShowAsync(camera, TimeSpan.FromSeconds(seconds), look.Paused, cancellationToken);
    }

    private async Task<CommandAnswer> ShowAsync(string camera, TimeSpan length, CancellationToken paused, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(length, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, paused, cancellationToken);
        var sent = 0;
        try
        {
            await foreach (var picture in live.WatchAsync(camera, end.Token))
            {
                cameras.Demand(camera);
                await publisher.Pictures.SendAsync(camera, Fitting(picture), isKept: false, end.Token);
                sent++;
                await Task.Delay(Between, time, end.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Its time is over, or the owner has ended it.
        }
        catch (Exception error) when (error is LiveException or CommandRefusedException)
        {
            return CommandAnswer.Failed($"ended after {sent} pictures: {error.Message}");
        }

        return paused.IsCancellationRequested ? CommandAnswer.Failed($"ended after {sent} pictures: the owner has paused remote viewing")
            : sent == 0 ? CommandAnswer.Failed(cameras.WhyDark(camera))
            : CommandAnswer.Done(new Result(camera, sent));
    }

    private byte[] Fitting(LivePicture picture) => Picture.Fitting(picture, publisher.Pictures.LargestBytes, faces).Jpeg;

    private sealed record Arguments(string Camera, int Seconds);

    private sealed record Result(string Camera, int Pictures);
}

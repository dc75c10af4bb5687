using System.Security.Cryptography;
using EdgeAgent.Detection;
using EdgeAgent.Pipeline;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>One picture, as sharp as there is one.</summary>
internal sealed class SnapshotCommand(ShownCameras cameras, Snapshots snapshots, MqttPublisher publisher, SteadyTime time, FaceBlur? faces = null)
{
    public async Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var camera = request.Read<Arguments>().Camera;
        cameras.Demand(camera);
        if (await snapshots.TakeAsync(camera, publisher.Pictures.LargestBytes, faces, cancellationToken) is not { } picture)
        {
            return CommandAnswer.Failed(cameras.WhyDark(camera));
        }

        // The owner may have paused it meanwhile.
        cameras.Demand(camera);
        try
        {
            await publisher.Pictures.SendAsync(camera, picture.Jpeg, isKept: true, cancellationToken);
        }
        catch (LiveException error)
        {
            return CommandAnswer.Failed(error.Message);
        }

        return CommandAnswer.Done(new Result(
            camera, Convert.ToHexStringLower(SHA256.HashData(picture.Jpeg)), picture.Jpeg.Length, picture.Width, picture.Height, time.OnClock(picture.TakenAt)));
    }

    private sealed record Arguments(string Camera);

    private sealed record Result(string Camera, string Sha256, int Bytes, int Width, int Height, DateTimeOffset TakenAt);
}

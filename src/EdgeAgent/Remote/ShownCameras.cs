using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>Which cameras the centre may see now.</summary>
internal sealed class ShownCameras(StatusBoard board, RemoteViewing viewing)
{
    /// <exception cref="CommandRefusedException">There is no such camera, or its owner does not want it to be seen now.</exception>
    public void Demand(string camera)
    {
        if (Find(camera) is null)
        {
            throw new CommandRefusedException($"there is no camera of this id; there are {string.Join(", ", board.Cameras.Select(known => known.Id))}");
        }

        if (viewing.WhyNot(camera) is { } reason)
        {
            throw new CommandRefusedException(reason);
        }
    }

    /// <summary>How it is that a camera gives no picture.</summary>
    public string WhyDark(string camera) => Find(camera) is { } status
        ? $"{camera} gives no picture: {CameraWords.Of(status.State)}{(status.Reason is { } reason ? $", {reason}" : "")}"
        : $"{camera} gives no picture";

    private CameraStatus? Find(string camera) => board.Cameras.FirstOrDefault(known => known.Id == camera);
}

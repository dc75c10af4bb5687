using EdgeAgent.Cameras;

namespace EdgeAgent.Recording;

/// <summary>One camera's streams as they are recorded and shown: none of a recorded clip.</summary>
/// <param name="Main">Null where the camera has no main stream.</param>
/// <param name="Sub">Recorded only where the main stream is H.265, which not every browser plays, or where there is none.</param>
public sealed record CameraStreams(StreamRecorder? Main, StreamRecorder? Sub)
{
    public static readonly CameraStreams None = new(null, null);

    public IEnumerable<StreamRecorder> All => new[] { Main, Sub }.OfType<StreamRecorder>();

    /// <summary>What sharp pictures are taken from.</summary>
    public StreamRecorder? Best => Main ?? Sub;

    public StreamRecorder? Of(StreamRole role) => role == StreamRole.Main ? Main : Sub;

    /// <summary>Whether the stream is to be recorded, at some time or always.</summary>
    public bool Records(StreamRecorder stream) => stream.Records && (stream == Main || Main is null or { IsH265: true });
}

using System.Text.Json.Serialization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Remote.Push;

/// <summary>What was pushed to a media server: the result of the commands <c>clip</c> and <c>stream</c>.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="Server">The entry of the box's list under which the address falls.</param>
/// <param name="From">When the video begins, on the box's clock; it may begin some seconds earlier, at a key frame.</param>
/// <param name="To">When it ends.</param>
/// <param name="Seconds">How much of it the server has taken.</param>
/// <param name="Bytes">What was handed to ffmpeg for it.</param>
/// <param name="Stream">Which of the camera's streams; left out for an incident's clip.</param>
/// <param name="MissingSeconds">What was recorded but deleted before it was read, or damaged; left out for live video and an incident's clip.</param>
internal sealed record PushedVideo(
    string Camera,
    string Server,
    DateTimeOffset From,
    DateTimeOffset To,
    double Seconds,
    long Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StreamRole? Stream = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? MissingSeconds = null);

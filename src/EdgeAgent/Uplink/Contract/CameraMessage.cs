using System.ComponentModel.DataAnnotations;
using EdgeAgent.Cameras;

namespace EdgeAgent.Uplink.Contract;

/// <summary>State of one camera, retained, sent when it changes.</summary>
/// <param name="Camera">Id of the camera.</param>
/// <param name="Name">Name that people gave it; may be empty.</param>
/// <param name="State">
/// One word in camelCase: starting, watching; frozen, covered, moved, dark (pictures come, but do not show what they should);
/// unreachable, anotherCamera, loginRefused, noSuchStream, unsupportedCodec, stalled, failed (no pictures come); paused; finished.
/// Later versions may add words.
/// </param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Reason">Why it is not watching, for people; null while it is.</param>
public sealed record CameraMessage(
    [property: RegularExpression(CameraId.Pattern)] string Camera, string Name, string State, DateTimeOffset Since, string? Reason);

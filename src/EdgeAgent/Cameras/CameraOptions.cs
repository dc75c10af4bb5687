using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeAgent.Geometry;
using EdgeAgent.Storage;

namespace EdgeAgent.Cameras;

/// <summary>
/// One camera as the user wrote it: a live camera, by its streams' addresses (<see cref="SubStream"/>) or asked for them
/// (<see cref="Onvif"/>), or a recorded clip (<see cref="Clip"/>).
/// </summary>
public sealed record CameraOptions : IValidatableObject
{
    [Required, RegularExpression(CameraId.Pattern, ErrorMessage = "must be 1 to 32 of a-z, 0-9 and hyphen")]
    [Description("Short name used in topics and folders; never change it once the camera is in service.")]
    public string Id { get; init; } = "";

    [Description("Name shown on the page.")]
    public string Name { get; init; } = "";

    [Description("Where the camera is asked for its streams' addresses. An address written here as well counts before the camera's answer.")]
    public OnvifOptions? Onvif { get; init; }

    [Description("Address of the small stream that is watched all the time, rtsp:// or rtsps://.")]
    public string? SubStream { get; init; }

    [Description("Address of the full-size stream: it is recorded, shown live, and gives the sharp pictures.")]
    public string? MainStream { get; init; }

    [Description("User name at the camera.")]
    public string? User { get; init; }

    [Description("Password at the camera: the text itself, env:NAME, file:PATH or secret:NAME (an entry of secrets.json beside this file).")]
    public Secret? Password { get; init; }

    [Description("A recorded clip instead of a live camera.")]
    public ClipOptions? Clip { get; init; }

    [Description("Named areas of the picture, each a list of corners [x, y] in fractions of the picture.")]
    public IReadOnlyDictionary<string, Polygon> Zones { get; init; } = new Dictionary<string, Polygon>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if ((SubStream ?? Onvif as object) is null == Clip is null)
        {
            yield return new("needs either onvif or subStream (a live camera) or clip (a recording)", [nameof(SubStream)]);
        }

        foreach (var (address, member) in new[] { (SubStream, nameof(SubStream)), (MainStream, nameof(MainStream)) })
        {
            if (address is not null && StreamAddress.Problem(address) is { } problem)
            {
                yield return new(problem, [member]);
            }
        }

        if (MainStream is not null && SubStream is null && Onvif is null)
        {
            yield return new("belongs to a live camera, which needs onvif or subStream too", [nameof(MainStream)]);
        }
    }

    /// <summary>The login in the clear, or null where the camera asks for none.</summary>
    /// <exception cref="InvalidDataException">The password cannot be read; the message says why.</exception>
    public CameraLogin? Login() => string.IsNullOrEmpty(User) ? null : new CameraLogin(User, Password?.Reveal() ?? "");
}

/// <summary>A recording played as if it were a camera.</summary>
public sealed record ClipOptions
{
    [Required, Description("The video file.")]
    public string File { get; init; } = "";

    [Description("At the pace of life (true), or as fast as it can be worked through with no picture left out (false).")]
    public bool RealTime { get; init; } = true;

    [Description("Begin again at the end.")]
    public bool Loop { get; init; } = true;

    [Description("Time of the first picture; without it, the time of opening. Needed for the same incidents at every run.")]
    public DateTimeOffset? StartsAt { get; init; }
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Cameras;

/// <summary>A camera that is asked over ONVIF for the addresses of its streams, anew at each connection.</summary>
public sealed record OnvifOptions : IValidatableObject
{
    [Required, Description("Where the camera is: its address or name, with :PORT where that is not 80, or the whole http:// address of its device service.")]
    public string Address { get; init; } = "";

    [Description("The camera's own name on the network (urn:uuid:…), as discover prints it; with it the camera is found again when its address has changed, and no other one is taken for it.")]
    public string? Endpoint { get; init; }

    [Description("Token of the profile for sharp pictures; without it the largest that can be decoded.")]
    public string? MainProfile { get; init; }

    [Description("Token of the profile that is watched all the time; without it the smallest that is large enough.")]
    public string? SubProfile { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address.Length > 0 && OnvifAddress.Problem(Address) is { } problem)
        {
            yield return new(problem, [nameof(Address)]);
        }
    }
}

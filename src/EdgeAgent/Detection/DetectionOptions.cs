using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Detection;

/// <summary>Which model looks at the pictures and when.</summary>
public sealed record DetectionOptions
{
    [Required, Description("Folder of the models and their manifests. A relative path counts from the configuration file; if it is not there, from the program's folder.")]
    public string ModelFolder { get; init; } = "models";

    [Required, Description("Name of the object detector's manifest, without .json.")]
    public string Detector { get; init; } = "nanodet";

    [Range(1, 64), Description("Threads that one inference may use.")]
    public int Threads { get; init; } = 1;

    [Range(1, 3600), Description("Seconds after which a thing that stands still is looked at again.")]
    public double StillLookSeconds { get; init; } = 5;

    [Range(0.5, 60), Description("Seconds between two close looks at the persons in sight, of which a rule such as no_mask needs four; key frames further apart than this are looked at as they come.")]
    public double LookSeconds { get; init; } = 1;
}

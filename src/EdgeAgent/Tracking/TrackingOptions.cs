using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Tracking;

/// <summary>How detections become tracks.</summary>
public sealed record TrackingOptions
{
    [Range(0.05, 1), Description("Detections at least this certain are matched first.")]
    public double HighConfidence { get; init; } = 0.45;

    [Range(0.05, 1), Description("Detections at least this certain may begin a track.")]
    public double NewConfidence { get; init; } = 0.5;

    [Range(0.2, 60), Description("Seconds for which something out of sight is still the same thing when it comes back.")]
    public double LostSeconds { get; init; } = 2;
}

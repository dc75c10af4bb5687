using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>One look of one head at one person.</summary>
/// <param name="At">Capture time of the picture that was looked at.</param>
/// <param name="Track">Id of the person's track.</param>
/// <param name="Head">Name of the head, e.g. <c>mask</c>.</param>
/// <param name="Part">Which part of the person was judged.</param>
/// <param name="Box">Where that part is, within the picture.</param>
/// <param name="Score">Probability of a violation, 0 to 1.</param>
/// <param name="Class">The most likely class of the head, e.g. <c>mask_worn_wrong</c>.</param>
/// <param name="Fault">Why the crop could not be judged; null where it could. Such a look does not count.</param>
public sealed record Look(
    DateTimeOffset At, long Track, string Head, BodyPart Part, Box Box, double Score, Verdict Verdict, string Class, CropFault? Fault = null)
{
    /// <summary>The head's word is no more than a suspicion.</summary>
    public bool IsSuspicion { get; init; }
}

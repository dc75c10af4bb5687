using EdgeAgent.Detection;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>One look of one head at one person.</summary>
/// <param name="At">Capture time of the picture that was looked at.</param>
/// <param name="Track">Id of the person's track.</param>
/// <param name="Head">Name of the head, e.g. <c>mask</c>.</param>
/// <param name="Box">The part of the person that was judged, within the picture.</param>
/// <param name="Score">Probability of a violation, 0 to 1.</param>
/// <param name="Class">The most likely class of the head, e.g. <c>mask_worn_wrong</c>.</param>
public sealed record Look(DateTimeOffset At, long Track, string Head, Box Box, double Score, Verdict Verdict, string Class);

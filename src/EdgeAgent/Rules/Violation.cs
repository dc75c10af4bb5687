using System.Collections.Immutable;
using EdgeAgent.Geometry;

namespace EdgeAgent.Rules;

/// <summary>A fact about one moment: a rule is broken on this camera now. Spans of it become an <see cref="Incident"/>.</summary>
/// <param name="Rule">Stable id of the rule.</param>
/// <param name="Zone">Name of the area; empty for the whole picture.</param>
/// <param name="Boxes">Where it is seen; empty for a fact about the camera itself.</param>
/// <param name="Confidence">0 to 1, of the most certain of the boxes.</param>
public sealed record Violation(string Rule, string Zone, ImmutableArray<Box> Boxes, double Confidence);

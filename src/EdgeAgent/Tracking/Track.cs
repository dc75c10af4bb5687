using EdgeAgent.Geometry;

namespace EdgeAgent.Tracking;

/// <summary>One thing followed from picture to picture.</summary>
/// <param name="Id">Unique within a camera and a run of the agent, rising.</param>
/// <param name="Label">Class name of the detector.</param>
/// <param name="Box">Where it is now: the filtered position, which may reach outside the picture.</param>
/// <param name="Confidence">0 to 1, smoothed over its detections.</param>
/// <param name="FirstSeen">Capture time of its first detection.</param>
/// <param name="LastSeen">Capture time of the last detection, or of the last quiet picture on which it must still stand.</param>
public sealed record Track(long Id, string Label, Box Box, double Confidence, DateTimeOffset FirstSeen, DateTimeOffset LastSeen);

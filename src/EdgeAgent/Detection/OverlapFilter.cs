namespace EdgeAgent.Detection;

/// <summary>Greedy non-maximum suppression, within each label.</summary>
internal static class OverlapFilter
{
    /// <param name="maximumOverlap">Intersection over union above which the weaker of two boxes is dropped.</param>
    /// <returns>What is left, most confident first; equals stay in the order in which they came.</returns>
    public static IReadOnlyList<DetectedObject> StrongestOfEach(IReadOnlyList<DetectedObject> objects, float maximumOverlap)
    {
        var kept = new List<DetectedObject>();
        foreach (var candidate in objects.OrderByDescending(item => item.Confidence))
        {
            if (!kept.Exists(item => item.Label == candidate.Label && item.Box.IntersectionOverUnion(candidate.Box) > maximumOverlap))
            {
                kept.Add(candidate);
            }
        }

        return kept;
    }
}

using EdgeAgent.Geometry;
using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>Takes what a decoder reads from the model's outputs for one picture and makes objects of it.</summary>
/// <param name="labels">The label of each class.</param>
/// <param name="place">Where the picture lies in the model's input, in pixels.</param>
internal sealed class ObjectCollector(IReadOnlyList<string> labels, float minimumConfidence, Rect place)
{
    private readonly List<DetectedObject> objects = [];

    public IReadOnlyList<DetectedObject> Objects => objects;

    /// <summary>How many places or boxes were left out because a number of theirs is NaN or infinite.</summary>
    public int Unreadable { get; private set; }

    /// <param name="scores">A score for each class.</param>
    /// <param name="factor">What each of them is multiplied by.</param>
    /// <returns>The strongest class of one place and its score; -1 where none reaches the minimum.</returns>
    public (int Class, float Score) Strongest(ReadOnlySpan<float> scores, float factor = 1)
    {
        var (best, strongest, sum) = (-1, minimumConfidence, factor);
        for (var i = 0; i < scores.Length; i++)
        {
            sum += scores[i];
            if (scores[i] * factor >= strongest)
            {
                (best, strongest) = (i, scores[i] * factor);
            }
        }

        if (float.IsFinite(sum))
        {
            return (best, strongest);
        }

        Unreadable++;
        return (-1, 0);
    }

    /// <summary>Adds an object at a box in pixels of the input, cut to the picture; one beside the picture is left out.</summary>
    /// <param name="classNumber">A whole number.</param>
    public void Add(float classNumber, float score, double left, double top, double right, double bottom)
    {
        if (!double.IsFinite(classNumber + left + top + right + bottom))
        {
            Unreadable++;
            return;
        }

        var box = new Box(
            (left - place.Left) / place.Width, (top - place.Top) / place.Height, (right - place.Left) / place.Width, (bottom - place.Top) / place.Height).Clip();
        if (box.Area > 0)
        {
            // A class beyond the manifest's list is shown, so that somebody sees that the list is too short.
            var index = (int)MathF.Round(classNumber);
            var label = index >= 0 && index < labels.Count ? labels[index] : $"class {index}";
            objects.Add(new DetectedObject(label, score, box));
        }
    }
}

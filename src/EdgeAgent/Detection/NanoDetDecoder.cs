using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>
/// Reads objects from NanoDet's outputs. Each place of a grid has a score for each class (already a probability) and,
/// for each side of the box, a distribution over the distances 0, 1, … strides from the place's centre; the distance
/// is its mean (X. Li et al., "Generalized Focal Loss", 2020).
/// </summary>
/// <param name="labels">The label of each class, in the order of the scores.</param>
internal sealed class NanoDetDecoder(string[] labels, float minimumConfidence)
{
    private const int Sides = 4;

    /// <summary>Adds what one grid shows.</summary>
    /// <param name="scores">Places x classes.</param>
    /// <param name="distances">Places x 4 sides (left, top, right, bottom) x bins, before the softmax.</param>
    /// <param name="columns">Places in a row of the grid.</param>
    /// <param name="stride">Pixels of the input between places.</param>
    /// <param name="pictureWidth">Pixels of the input that the picture takes up; boxes are given in fractions of it.</param>
    public void Decode(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> distances, int columns, int stride, int pictureWidth, int pictureHeight, List<DetectedObject> found)
    {
        var places = scores.Length / labels.Length;
        var bins = distances.Length / places / Sides;
        for (var place = 0; place < places; place++)
        {
            var (best, confidence) = Strongest(scores.Slice(place * labels.Length, labels.Length));
            if (best < 0)
            {
                continue;
            }

            var sides = distances.Slice(place * Sides * bins, Sides * bins);
            var (x, y) = ((place % columns + 0.5) * stride, (place / columns + 0.5) * stride);
            var box = new Box(
                (x - stride * Mean(sides[..bins])) / pictureWidth,
                (y - stride * Mean(sides.Slice(bins, bins))) / pictureHeight,
                (x + stride * Mean(sides.Slice(2 * bins, bins))) / pictureWidth,
                (y + stride * Mean(sides.Slice(3 * bins, bins))) / pictureHeight).Clip();
            if (box.Area > 0)
            {
                found.Add(new DetectedObject(labels[best], confidence, box));
            }
        }
    }

    private (int Index, float Score) Strongest(ReadOnlySpan<float> scores)
    {
        var (best, score) = (-1, minimumConfidence);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] >= score)
            {
                (best, score) = (i, scores[i]);
            }
        }

        return (best, score);
    }

    private static double Mean(ReadOnlySpan<float> logits)
    {
        var highest = float.NegativeInfinity;
        foreach (var logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        double sum = 0, weighted = 0;
        for (var bin = 0; bin < logits.Length; bin++)
        {
            var weight = Math.Exp(logits[bin] - highest);
            sum += weight;
            weighted += weight * bin;
        }

        return weighted / sum;
    }
}

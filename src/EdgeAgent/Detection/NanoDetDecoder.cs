namespace EdgeAgent.Detection;

/// <summary>
/// Reads objects from NanoDet's outputs. Each place of a grid has a score for each class (already a probability) and,
/// for each side of the box, a distribution over the distances 0, 1, … strides from the place's centre; the distance
/// is its mean (X. Li et al., "Generalized Focal Loss", 2020).
/// </summary>
internal sealed class NanoDetDecoder(DetectorForm form, ModelInput input) : ObjectDecoder
{
    private const int Sides = 4;

    public override void DemandFit(OnnxSession session)
    {
        foreach (var grid in form.Grids!)
        {
            var places = Places(input.Height, grid.Stride) * Places(input.Width, grid.Stride);
            OutputDemands.Shape(session, grid.Scores, [1, places, form.Classes.Count], "input.shape, detector.grids, detector.classes");
            if (session.OutputShape(grid.Distances) is not [1, var measured, var bins] || measured != places || bins == 0 || bins % Sides != 0)
            {
                throw OutputDemands.Differs(session, grid.Distances, $"1 x {places} x a multiple of 4", "input.shape, detector.grids");
            }

            OutputDemands.Probabilities(session.Output(grid.Scores), grid.Scores);
            OutputDemands.Numbers(session.Output(grid.Distances), grid.Distances);
        }
    }

    public override void Decode(OnnxSession session, ObjectCollector found)
    {
        foreach (var grid in form.Grids!)
        {
            Decode(session.Output(grid.Scores), session.Output(grid.Distances), form.Classes.Count, Places(input.Width, grid.Stride), grid.Stride, found);
        }
    }

    /// <summary>Adds what one grid shows.</summary>
    /// <param name="scores">Places x classes.</param>
    /// <param name="distances">Places x 4 sides (left, top, right, bottom) x bins, before the softmax.</param>
    /// <param name="columns">Places in a row of the grid.</param>
    /// <param name="stride">Pixels of the input between places.</param>
    public static void Decode(
        ReadOnlySpan<float> scores, ReadOnlySpan<float> distances, int classes, int columns, int stride, ObjectCollector found)
    {
        var places = scores.Length / classes;
        var bins = distances.Length / places / Sides;
        for (var place = 0; place < places; place++)
        {
            var (best, score) = found.Strongest(scores.Slice(place * classes, classes));
            if (best < 0)
            {
                continue;
            }

            var sides = distances.Slice(place * Sides * bins, Sides * bins);
            var (x, y) = ((place % columns + 0.5) * stride, (place / columns + 0.5) * stride);
            found.Add(
                best,
                score,
                x - stride * Mean(sides[..bins]),
                y - stride * Mean(sides.Slice(bins, bins)),
                x + stride * Mean(sides.Slice(2 * bins, bins)),
                y + stride * Mean(sides.Slice(3 * bins, bins)));
        }
    }

    private static int Places(int pixels, int stride) => (pixels + stride - 1) / stride;

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

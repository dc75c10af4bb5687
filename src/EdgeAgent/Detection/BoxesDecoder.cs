namespace EdgeAgent.Detection;

/// <summary>Reads objects from a detector that gives finished boxes: corners, scores and classes.</summary>
internal sealed class BoxesDecoder(DetectorForm form, ModelInput input) : ObjectDecoder
{
    private const int Sides = 4;

    // Most boxes of a detector lie neither within two pixels of a corner nor at many times its input's size.
    private const float LargestFraction = 2;
    private const float SmallestOutside = 8;

    private readonly BoxesForm boxes = form.Boxes!;

    private int Columns => boxes.Classes is null ? boxes.FirstClass + form.Classes.Count : 1;

    public override void DemandFit(OnnxSession session)
    {
        var count = session.OutputShape(boxes.Corners) is [1, var first, Sides] ? first
            : session.OutputShape(boxes.Corners) is [var second, Sides] ? second
            : throw OutputDemands.Differs(session, boxes.Corners, "1 x N x 4", "detector.boxes.corners");
        if (boxes.Classes is null)
        {
            OutputDemands.Shape(session, boxes.Scores, [1, count, Columns], $"detector.boxes.scores, detector.boxes.firstClass, and detector.classes, of which there are {form.Classes.Count}");
        }
        else
        {
            OutputDemands.Shape(session, boxes.Scores, [1, count], "detector.boxes.scores; without detector.boxes.classes it is N x classes");
            OutputDemands.Shape(session, boxes.Classes, [1, count], "detector.boxes.classes");
        }

        OutputDemands.That(boxes.Count is null || session.Output(boxes.Count).Length == 1, $"output {boxes.Count} is not one number (detector.boxes.count)");
        DemandValues(session, CountOf(session));
    }

    public override void Decode(OnnxSession session, ObjectCollector found)
    {
        var count = CountOf(session);
        Decode(session.Output(boxes.Corners), session.Output(boxes.Scores), boxes.Classes is { } classes ? session.Output(classes) : [], count, found);
    }

    /// <param name="corners">At least count x 4.</param>
    /// <param name="scores">At least count, or count x columns where there are no classes.</param>
    /// <param name="classes">At least count, or nothing.</param>
    public void Decode(ReadOnlySpan<float> corners, ReadOnlySpan<float> scores, ReadOnlySpan<float> classes, int count, ObjectCollector found)
    {
        var (across, down) = boxes.Units == BoxUnit.Fractions ? (input.Width, input.Height) : (1, 1);
        var (x, y) = boxes.Order == CornerOrder.Xyxy ? (0, 1) : (1, 0);
        for (var index = 0; index < count; index++)
        {
            var (best, score) = found.Strongest(scores.Slice(index * Columns, Columns)[(Columns == 1 ? 0 : boxes.FirstClass)..]);
            if (best < 0)
            {
                continue;
            }

            var box = corners.Slice(index * Sides, Sides);
            var number = classes.IsEmpty ? best : classes[index] - boxes.FirstClass;
            found.Add(number, score, box[x] * across, box[y] * down, box[x + 2] * across, box[y + 2] * down);
        }
    }

    private int CountOf(OnnxSession session)
    {
        var all = Math.Min(session.Output(boxes.Corners).Length / Sides, session.Output(boxes.Scores).Length / Columns);
        all = boxes.Classes is { } classes ? Math.Min(all, session.Output(classes).Length) : all;
        return boxes.Count is { } count ? (int)Math.Clamp(session.Output(count)[0], 0, all) : all;
    }

    private void DemandValues(OnnxSession session, int count)
    {
        var corners = session.Output(boxes.Corners)[..(count * Sides)];
        OutputDemands.Numbers(corners, boxes.Corners);
        OutputDemands.Probabilities(session.Output(boxes.Scores)[..(count * Columns)], boxes.Scores);
        var reaches = corners.ToArray().Chunk(Sides).Select(box => box.Max(MathF.Abs)).Where(far => far > 0).Order().ToList();
        if (reaches.Count == 0)
        {
            return;
        }

        var reach = reaches[reaches.Count / 2];
        var isFraction = boxes.Units == BoxUnit.Fractions;
        OutputDemands.That(!isFraction || reach < SmallestOutside, $"output {boxes.Corners} reaches {reach:0}, which is no fraction: set detector.boxes.units to pixels");
        OutputDemands.That(isFraction || reach > LargestFraction, $"output {boxes.Corners} reaches {reach:0.##}, which is a fraction: set detector.boxes.units to fractions");
    }
}

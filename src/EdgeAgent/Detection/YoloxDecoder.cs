namespace EdgeAgent.Detection;

/// <summary>
/// Reads objects from YOLOX's output (Z. Ge et al., "YOLOX: Exceeding YOLO Series in 2021", 2021). For each place of each
/// grid, finest grid first and row by row, it holds x, y, width, height, the objectness and a probability for each class;
/// the score is objectness x probability. As exported without <c>--decode_in_inference</c>, x and y are strides from the
/// place's own corner and width and height are logarithms of strides, which <c>demo_postprocess</c> of YOLOX's own
/// ONNX example turns to pixels: (x + column) x stride, exp(width) x stride. A decoded output has pixels.
/// </summary>
internal sealed class YoloxDecoder(DetectorForm form, ModelInput input, string output) : ObjectDecoder
{
    private const int Objectness = 4;
    private const int FirstClass = 5;

    // e to the 20th strides is far beyond any picture, so a larger number is no logarithm.
    private const float LargestLogarithm = 20;

    public override void DemandFit(OnnxSession session)
    {
        var places = form.Strides!.Sum(stride => input.Width / stride * (input.Height / stride));
        var length = FirstClass + form.Classes.Count;
        OutputDemands.Shape(session, output, [1, places, length], $"input.shape, detector.strides, and detector.classes, of which there are {form.Classes.Count}");

        var values = session.Output(output);
        OutputDemands.Numbers(values, output);
        var (smallest, largest) = (0f, 0f);
        for (var place = 0; place < values.Length; place += length)
        {
            OutputDemands.Probabilities(values.Slice(place + Objectness, length - Objectness), output);
            smallest = Math.Min(smallest, Math.Min(values[place + 2], values[place + 3]));
            largest = Math.Max(largest, Math.Max(values[place + 2], values[place + 3]));
        }

        OutputDemands.That(form.Decoded || largest <= LargestLogarithm, $"output {output} has sizes up to {largest:0}, which are pixels: set detector.decoded to true");
        OutputDemands.That(!form.Decoded || smallest >= 0, $"output {output} has sizes below 0, which are no pixels: set detector.decoded to false");
    }

    public override void Decode(OnnxSession session, ObjectCollector found) => Decode(session.Output(output), found);

    /// <param name="values">Places x (5 + classes).</param>
    public void Decode(ReadOnlySpan<float> values, ObjectCollector found)
    {
        var length = FirstClass + form.Classes.Count;
        foreach (var stride in form.Strides!)
        {
            var (columns, rows) = (input.Width / stride, input.Height / stride);
            for (var place = 0; place < columns * rows; place++, values = values[length..])
            {
                var (best, score) = found.Strongest(values[FirstClass..length], values[Objectness]);
                if (best >= 0)
                {
                    Add(best, score, values[..Objectness], place % columns, place / columns, stride, found);
                }
            }
        }
    }

    private void Add(int best, float score, ReadOnlySpan<float> box, int column, int row, int stride, ObjectCollector found)
    {
        var (x, y, width, height) = form.Decoded
            ? (box[0], box[1], box[2], box[3])
            : ((box[0] + column) * (double)stride, (box[1] + row) * (double)stride, Math.Exp(box[2]) * stride, Math.Exp(box[3]) * stride);
        found.Add(best, score, x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }
}

namespace EdgeAgent.Detection;

/// <summary>What is demanded of a model's outputs for a grey picture. Everything throws an <see cref="InvalidDataException"/> that says what is not so.</summary>
internal static class OutputDemands
{
    // Rounding may take a probability a little beyond.
    private const float Tolerance = 0.001f;

    /// <param name="shape">A leading 1 may be missing.</param>
    /// <param name="keys">What of the manifest it follows from.</param>
    public static void Shape(OnnxSession session, string output, int[] shape, string keys)
    {
        var actual = session.OutputShape(output);
        if (!actual.SequenceEqual(shape) && !actual.SequenceEqual(shape[1..]))
        {
            throw Differs(session, output, Text(shape), keys);
        }
    }

    public static InvalidDataException Differs(OnnxSession session, string output, string wanted, string keys) =>
        new($"output {output} is not {wanted} but {Text(session.OutputShape(output))}; see {keys}");

    public static void Numbers(ReadOnlySpan<float> values, string output)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                throw new InvalidDataException($"output {output} holds NaN or infinite numbers for a grey picture; export the model anew, with 32-bit floats");
            }
        }
    }

    public static void Probabilities(ReadOnlySpan<float> scores, string output)
    {
        Numbers(scores, output);
        foreach (var score in scores)
        {
            if (score is < -Tolerance or > 1 + Tolerance)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"output {output} has a score of {score:0.##}, not 0 to 1; export the model with the sigmoid or softmax at its end"));
            }
        }
    }

    public static void That(bool condition, FormattableString otherwise)
    {
        if (!condition)
        {
            throw new InvalidDataException(FormattableString.Invariant(otherwise));
        }
    }

    /// <summary>A shape as people write it; what is left open is a question mark.</summary>
    public static string Text(IEnumerable<int> shape) => string.Join(" x ", shape.Select(size => size < 0 ? "?" : $"{size}"));
}

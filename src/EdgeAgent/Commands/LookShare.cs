namespace EdgeAgent.Commands;

/// <summary>What one model adds to a close look at a person.</summary>
/// <param name="Model">pose, or the name of a head.</param>
/// <param name="Times">How often a look needs it.</param>
/// <param name="Milliseconds">CPU milliseconds each time.</param>
internal sealed record LookShare(string Model, int Times, double Milliseconds)
{
    /// <summary>What it adds to each look, in CPU milliseconds.</summary>
    public double All => Times * Milliseconds;

    public string ToText(IFormatProvider format) => string.Create(format, $"{(Times == 1 ? "" : $"{Times} x ")}{Model} {Milliseconds:0.0}");
}

namespace EdgeAgent.Rules;

/// <summary>The model on whose word an incident rests.</summary>
/// <param name="Name">Of a detector or a head.</param>
/// <param name="Version">The first 12 digits of the model file's SHA-256; of a head that was taught on site <c>taught-</c> and how often it was.</param>
public sealed record ModelVersion(string Name, string Version);

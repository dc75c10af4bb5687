using System.Text.RegularExpressions;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>A channel of docs/asyncapi.yaml with its one message.</summary>
/// <param name="Parameters">Names in the address, and the form of each as a regular expression.</param>
/// <param name="Schema">File of the body's schema, beside the document; null for a picture.</param>
/// <param name="MaximumBytes">Of a picture.</param>
internal sealed record Channel(
    string Name,
    string Address,
    IReadOnlyDictionary<string, string> Parameters,
    string ContentType,
    string? Schema,
    int? MaximumBytes,
    int Qos,
    bool Retain)
{
    /// <summary>Of the topics that belong to it.</summary>
    public Regex Form { get; } = new("^" + Parameters.Aggregate(
        Address, (form, parameter) => form.Replace($"{{{parameter.Key}}}", $"(?:{parameter.Value.TrimStart('^').TrimEnd('$')})", StringComparison.Ordinal)) + "$");
}

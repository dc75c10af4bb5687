using System.Globalization;
using System.Text;
using System.Text.Json;

namespace EdgeAgent.Detection.Conversion;

/// <summary>A node of a TensorFlow graph as model.json writes it.</summary>
/// <param name="Inputs">Names of tensors: a node's name, and <c>:1</c>, <c>:2</c>… behind it for further outputs.</param>
/// <param name="Attributes">The JSON object <c>attr</c>, or null.</param>
internal sealed record GraphNode(string Name, string Operator, IReadOnlyList<string> Inputs, JsonElement? Attributes)
{
    public static GraphNode Read(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("op").GetString()!,
        [.. DataInputs(json)],
        json.TryGetProperty("attr", out var attributes) ? attributes : null);

    public string Text(string attribute) => Base64Text(Attribute(attribute, "s"));

    public float Float(string attribute) => Attribute(attribute, "f").GetSingle();

    /// <summary>A kind of number, e.g. <c>DT_FLOAT</c>.</summary>
    public string Type(string attribute) => Attribute(attribute, "type").GetString()!;

    public long Integer(string attribute) => Whole(Attribute(attribute, "i"));

    public bool Flag(string attribute) =>
        Attributes is { } all && all.TryGetProperty(attribute, out var value) && value.GetProperty("b").GetBoolean();

    public long[] Integers(string attribute) =>
        [.. Attribute(attribute, "list").GetProperty("i").EnumerateArray().Select(Whole)];

    /// <summary>A list of texts; empty where the node has no such attribute.</summary>
    public IReadOnlyList<string> Texts(string attribute) =>
        Attributes is { } all && all.TryGetProperty(attribute, out var value)
            ? [.. value.GetProperty("list").GetProperty("s").EnumerateArray().Select(Base64Text)]
            : [];

    public ConversionException Unsupported(string what) => new($"node {Name} ({Operator}): {what} is not supported");

    /// <summary>Control inputs only order the execution of side effects, which these graphs have none of.</summary>
    private static IEnumerable<string> DataInputs(JsonElement json) =>
        json.TryGetProperty("input", out var inputs)
            ? inputs.EnumerateArray()
                .Select(input => input.GetString()!)
                .Where(input => !input.StartsWith('^'))
                .Select(input => input.EndsWith(":0", StringComparison.Ordinal) ? input[..^2] : input)
            : [];

    private JsonElement Attribute(string attribute, string kind) =>
        Attributes is { } all && all.TryGetProperty(attribute, out var value) && value.TryGetProperty(kind, out var content)
            ? content
            : throw new ConversionException($"node {Name} ({Operator}): attribute {attribute} is missing");

    private static long Whole(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? long.Parse(element.GetString()!, CultureInfo.InvariantCulture) : element.GetInt64();

    private static string Base64Text(JsonElement element) => Encoding.UTF8.GetString(Convert.FromBase64String(element.GetString()!));
}

using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Commands.Acceptance;

namespace EdgeAgent.Commands.Setup;

/// <summary>What one kind of workshop is usually watched for, so that an installer chooses instead of writing.</summary>
/// <param name="Zones">The zones that its rules watch, by name, and what is to be drawn.</param>
/// <param name="Rules">Beside those that every workshop has; each as it stands in config.json.</param>
internal sealed record WorkshopTemplate(CheckText Name, IReadOnlyDictionary<string, CheckText> Zones, IReadOnlyList<JsonObject> Rules)
{
    private static readonly string[] Ids = ["distillery", "bakery", "tofu", "noodles", "canteen"];

    public static IReadOnlyList<WorkshopTemplate> All { get; } = [.. Ids.Select(Load)];

    public string Id { get; private init; } = "";

    public static WorkshopTemplate? Find(string id) => All.FirstOrDefault(template => template.Id == id);

    private static WorkshopTemplate Load(string id)
    {
        using var resource = typeof(WorkshopTemplate).Assembly.GetManifestResourceStream($"EdgeAgent.Commands.Setup.Workshops.{id}.json")!;
        return JsonSerializer.Deserialize<WorkshopTemplate>(resource, JsonSerializerOptions.Web)! with { Id = id };
    }
}

using System.Text.Json.Nodes;

namespace EdgeAgent.Commands.Setup;

/// <summary>An area that fits many cameras as they usually hang, so that nobody has to draw it.</summary>
/// <param name="Corners">x and y in fractions of the picture, one after the other.</param>
internal sealed record ZoneTemplate(string Id, Phrase Name, double[] Corners)
{
    public JsonArray ToJson() =>
        new([.. Corners.Chunk(2).Select(corner => new JsonArray(corner[0], corner[1]))]);
}

/// <summary>The areas offered.</summary>
internal static class ZoneTemplates
{
    public static IReadOnlyList<ZoneTemplate> All { get; } =
    [
        new("floor", Phrase.ZoneFloor, [0, 0.45, 1, 0.45, 1, 1, 0, 1]),
        new("bench", Phrase.ZoneBench, [0.1, 0.3, 0.9, 0.3, 0.9, 0.8, 0.1, 0.8]),
        new("left", Phrase.ZoneLeft, [0, 0, 0.5, 0, 0.5, 1, 0, 1]),
        new("right", Phrase.ZoneRight, [0.5, 0, 1, 0, 1, 1, 0.5, 1]),
    ];

    public static ZoneTemplate? Find(string id) => All.FirstOrDefault(template => template.Id == id);
}

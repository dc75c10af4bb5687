namespace EdgeAgent.Commands.Setup;

/// <summary>Places where workshops have cameras, as ids and names.</summary>
internal static class PlaceTemplates
{
    public static IReadOnlyList<(string Id, string Name)> All { get; } =
    [
        ("kitchen", "操作间"),
        ("prep", "备料间"),
        ("packing", "包装间"),
        ("store", "仓库"),
        ("door", "门口"),
        ("yard", "院子"),
    ];

    // People pass there who do not work there.
    private static readonly string[] NoWorkrooms = ["store", "door", "yard"];

    /// <summary>Whether people handle food there, as far as the id tells.</summary>
    public static bool IsWorkroom(string id) => !NoWorkrooms.Contains(id);

    public static string? NameOf(string id) => All.FirstOrDefault(place => place.Id == id).Name;

    /// <summary>The first place that is not taken yet, or <c>camera-2</c> and so on.</summary>
    public static string Next(IReadOnlyCollection<string> taken) =>
        All.Select(place => place.Id).Concat(Numbered()).First(id => !taken.Contains(id));

    public static IEnumerable<string> Numbered() => Enumerable.Range(1, 1000).Select(number => $"camera-{number}");
}

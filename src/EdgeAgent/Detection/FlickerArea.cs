using EdgeAgent.Geometry;

namespace EdgeAgent.Detection;

/// <summary>Where flames and steam are looked for.</summary>
/// <param name="Quiet">Areas whose flicker means nothing: a fan, a screen, a window.</param>
public sealed record FlickerArea(string Name, Polygon Zone, IReadOnlyList<Polygon> Quiet)
{
    /// <summary>Those cells of a grid over the picture that belong to it, row by row.</summary>
    internal IReadOnlyList<int> Cells(int columns, int rows) =>
    [
        .. from cell in Enumerable.Range(0, columns * rows)
           let middle = new Point((cell % columns + 0.5) / columns, (cell / columns + 0.5) / rows)
           where Zone.Contains(middle) && !Quiet.Any(area => area.Contains(middle))
           select cell,
    ];
}

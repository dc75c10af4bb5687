namespace EdgeAgent.Configuration;

/// <summary>The configuration cannot be used. Every problem is named at once, each with its path and the fix.</summary>
public sealed class ConfigurationException(string file, IReadOnlyList<ConfigurationProblem> problems)
    : Exception($"{file}: {problems.Count} problem{(problems.Count == 1 ? "" : "s")}\n" + string.Join('\n', problems.Select(problem => $"  {problem}")))
{
    public string File => file;

    /// <summary>There is no such file.</summary>
    public bool IsMissing { get; init; }

    public IReadOnlyList<ConfigurationProblem> Problems => problems;
}

/// <param name="Path">Where in the file, e.g. <c>cameras[1].subStream</c>; empty for the file as a whole.</param>
public sealed record ConfigurationProblem(string Path, string Message)
{
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}

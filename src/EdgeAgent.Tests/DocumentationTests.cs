using System.Text.RegularExpressions;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests;

/// <summary>The documents say where things are; they must be there.</summary>
public sealed partial class DocumentationTests
{
    [TestCaseSource(nameof(Documents))]
    public void Document_EveryLinkIntoTheProject_LeadsSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Repository.File(document))!;
        var dead = Link().Matches(File.ReadAllText(Repository.File(document)))
            .Select(match => match.Groups["target"].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)));

        Assert.That(dead, Is.Empty);
    }

    private static IEnumerable<string> Documents() =>
        new[] { "README.md", "ARCHITECTURE.md", "CHANGELOG.md" }
            .Concat(Directory.GetFiles(Repository.File("docs"), "*.md", SearchOption.AllDirectories)
                .Concat(Directory.GetFiles(Repository.File("models"), "*.md", SearchOption.AllDirectories))
                .Concat(Directory.GetFiles(Repository.File("install"), "*.md", SearchOption.AllDirectories))
                .Where(file => !file.Contains("/node_modules/", StringComparison.Ordinal))
                .Select(file => Path.GetRelativePath(Repository.Root, file))
                .Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}

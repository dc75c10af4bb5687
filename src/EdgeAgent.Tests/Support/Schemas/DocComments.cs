using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>What the docstrings of the agent say, from the file that the compiler makes of them.</summary>
internal static partial class DocComments
{
    private static readonly Lazy<Dictionary<string, string>> Summaries = new(Load);

    /// <summary>Of a property, or where it has none, of its type; null where neither has one.</summary>
    public static string? Of(PropertyInfo property) =>
        Summaries.Value.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}") ?? Of(property.PropertyType);

    public static string? Of(Type type) => Summaries.Value.GetValueOrDefault($"T:{type.FullName}");

    private static Dictionary<string, string> Load()
    {
        var assembly = typeof(EdgeAgent.Hosting.Program).Assembly;
        return XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .Where(member => member.Element("summary") is not null)
            .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));
    }

    private static string Text(XElement summary)
    {
        var words = summary.Nodes().Select(node => node switch
        {
            XElement { HasAttributes: true, IsEmpty: true } reference => Name(reference.FirstAttribute!.Value),
            XElement element => element.Value,
            _ => node.ToString(System.Xml.Linq.SaveOptions.DisableFormatting),
        });
        return Space().Replace(string.Concat(words), " ").Trim();
    }

    private static string Name(string reference)
    {
        var name = reference.Split('.')[^1];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

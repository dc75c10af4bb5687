using System.Globalization;
using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>Reads elements by their local names, for cameras mix up namespaces. Whatever is absent is empty or null.</summary>
internal static class LocalNames
{
    public static IEnumerable<XElement> Children(this XElement? element, string name) =>
        element?.Elements().Where(child => child.Name.LocalName == name) ?? [];

    /// <summary>The first element down the path.</summary>
    public static XElement? Child(this XElement? element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            element = element.Children(name).FirstOrDefault();
        }

        return element;
    }

    /// <summary>Its text without white space around it.</summary>
    public static string Text(this XElement? element, params ReadOnlySpan<string> path) => element.Child(path)?.Value.Trim() ?? "";

    public static string TextOfAttribute(this XElement element, string name) =>
        element.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == name)?.Value.Trim() ?? "";

    /// <summary>A number from 0 to <paramref name="most"/>; 0 for anything else.</summary>
    public static double Number(this XElement? element, double most, params ReadOnlySpan<string> path) =>
        double.TryParse(element.Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= most
            ? number
            : 0;
}

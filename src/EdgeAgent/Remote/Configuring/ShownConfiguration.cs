using System.Text.Json.Nodes;

namespace EdgeAgent.Remote.Configuring;

/// <summary>The configuration as the centre sees it.</summary>
internal static class ShownConfiguration
{
    public static JsonObject Of(PresentConfiguration present)
    {
        var shown = present.Root.DeepClone().AsObject();
        foreach (var text in ConfidentialText.In(shown))
        {
            text.Text = text.Shown;
        }

        return shown;
    }
}

using System.CommandLine;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands;

/// <summary>The option <c>--models</c> of the verbs that work without a configuration.</summary>
internal static class ModelFolderOption
{
    public static Option<string> Create() => new("--models")
    {
        Description = "Folder of the models; a relative one counts from here and, if it is not here, from the program's folder. A configuration names its own.",
        DefaultValueFactory = _ => ModelFolder.DefaultName,
    };

    public static ModelFolder Locate(ParseResult parsed, Option<string> option) =>
        ModelFolder.Locate(parsed.GetRequiredValue(option), Environment.CurrentDirectory);
}

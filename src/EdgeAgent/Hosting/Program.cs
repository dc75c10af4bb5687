using System.CommandLine;
using EdgeAgent.Commands;

namespace EdgeAgent.Hosting;

/// <summary>Entry point: the verbs of the command line.</summary>
public static class Program
{
    public static Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Supervises a food workshop's cameras on the box and reports violations to a central broker.");
        root.Subcommands.Add(ModelsCommand.Create());
        root.Subcommands.Add(DetectCommand.Create());
        return root.Parse(arguments).InvokeAsync();
    }
}

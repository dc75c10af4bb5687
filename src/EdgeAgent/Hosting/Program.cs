using System.CommandLine;
using EdgeAgent.Commands;
using EdgeAgent.Commands.Chain;
using EdgeAgent.Commands.Setup;

namespace EdgeAgent.Hosting;

/// <summary>Entry point: the verbs of the command line.</summary>
public static class Program
{
    private const int WrongUsage = 2;

    /// <summary>A service that is asked to stop still writes and sends what it has; the host's own limit ends that sooner.</summary>
    private static readonly InvocationConfiguration Patient = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30) };

    public static Task<int> Main(string[] arguments)
    {
        var config = RunCommand.ConfigOption();
        var root = new RootCommand("Supervises a food workshop's cameras on the box and reports violations to a central broker.")
        {
            config,
            RunCommand.Create(),
            ReplayCommand.Create(),
            BenchCommand.Create(),
            SetupCommand.Create(),
            CheckCommand.Create(),
            DetectCommand.Create(),
            JudgeCommand.Create(),
            EnrolCommand.Create(),
            DiscoverCommand.Create(),
            ModelsCommand.Create(),
            EvidenceCommand.Create(),
            WatchCommand.Create(),
            SchemaCommand.Create(),
            DemoCommand.Create(),
        };
        root.SetAction((parsed, cancellationToken) => RunCommand.RunAsync(parsed, parsed.GetValue(config)!, cancellationToken));

        var parsed = root.Parse(arguments);
        return parsed.Errors.Count == 0 ? parsed.InvokeAsync(Patient) : InvokeWithErrorsAsync(parsed);
    }

    private static async Task<int> InvokeWithErrorsAsync(ParseResult parsed)
    {
        await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
        return WrongUsage;
    }
}

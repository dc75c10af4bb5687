using System.CommandLine;
using EdgeAgent.Cameras;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Configuration;

namespace EdgeAgent.Commands;

/// <summary><c>check</c>: the acceptance test that an installer runs before leaving.</summary>
public static class CheckCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "The configuration file.", DefaultValueFactory = _ => "config.json" };
        var asJson = new Option<bool>("--json") { Description = "The findings as one JSON object." };
        var file = new Option<string?>("--report") { Description = "Also write the report here, FILE.html, with the same as text beside it, FILE.txt." };
        file.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && !name.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            {
                result.AddError("--report: the name must end with .html");
            }
        });
        var check = new Command("check", "The acceptance test: a line each with OK, WARN or FAIL and the fix. Exit code 1 when something fails, 2 when the configuration cannot be used.") { config, asJson, file };
        check.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, () => RunAsync(
            parsed.GetRequiredValue(config), parsed.GetValue(asJson), parsed.GetValue(file), new LoginGate(TimeProvider.System, Random.Shared), parsed.InvocationConfiguration, cancellationToken)));
        return check;
    }

    /// <returns>The exit code: 1 when something fails, 2 when the configuration cannot be used.</returns>
    /// <param name="file">Where the report is written too, FILE.html; null for nowhere.</param>
    /// <param name="gate">What is known already of the cameras' logins.</param>
    internal static async Task<int> RunAsync(
        string config, bool asJson, string? file, LoginGate gate, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        var errors = TextWriter.Synchronized(console.Error);
        try
        {
            var report = await AcceptanceCheck.RunAsync(ConfigurationFile.Load(config), gate, TimeProvider.System, new Told(errors), cancellationToken);
            Show(report, asJson, file, console.Output, errors);
            return report.Result == CheckResult.Fail ? 1 : 0;
        }
        catch (ConfigurationException error)
        {
            Show(ConfigurationCheck.Of(error, TimeProvider.System), asJson, file, console.Output, errors);
            return Failure.WrongUsage;
        }
    }

    private static void Show(CheckReport report, bool asJson, string? file, TextWriter output, TextWriter errors)
    {
        if (asJson)
        {
            output.WriteLine(CheckJson.Write(report));
        }
        else
        {
            CheckLines.Of(report).ToList().ForEach(output.WriteLine);
        }

        errors.WriteLine(CheckLines.Verdict(report));
        if (file is not null)
        {
            errors.WriteLine(ReportFiles.Write(file, report));
        }
    }

    /// <summary>Unlike <see cref="Progress{T}"/> it tells at once and in order.</summary>
    private sealed class Told(TextWriter writer) : IProgress<CheckText>
    {
        public void Report(CheckText value) => writer.WriteLine(value);
    }
}

namespace EdgeAgent.Commands.Acceptance;

/// <summary>The report as the command line prints it: a line for each finding, first word OK, WARN or FAIL, second the subject.</summary>
internal static class CheckLines
{
    public static IEnumerable<string> Of(CheckReport report) => report.Lines.Select(line => Of(line, report));

    /// <summary>Whether the site may be handed over.</summary>
    public static CheckText Verdict(CheckReport report) => CheckTexts.Summary(
        $"verdict.{(report.IsConfigured ? CheckTexts.Figure(report.Result) : "broken")}",
        ("warnings", Count(report, CheckResult.Warn)),
        ("failures", Count(report, CheckResult.Fail)));

    public static int Count(CheckReport report, CheckResult result) => report.Lines.Count(line => line.Result == result);

    /// <summary>Who it is about: the subject and, of a camera, its id and name.</summary>
    public static string About(CheckLine line, CheckReport report)
    {
        var name = report.Cameras.FirstOrDefault(camera => camera.Id == line.Camera)?.Name;
        string?[] words = [line.Subject, line.Camera, name == line.Camera ? null : name];
        return CheckTexts.Plain(string.Join(' ', words.OfType<string>()));
    }

    private static string Of(CheckLine line, CheckReport report)
    {
        var fix = line.Fix is null ? "" : $"  → {line.Fix}";
        return $"{line.Result.ToString().ToUpperInvariant(),-5} {About(line, report)}  {line.Summary}{fix}";
    }
}

using System.Globalization;
using System.Text;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>The report as plain text, to be printed or sent.</summary>
internal static class ReportText
{
    private const string Rule = "------------------------------------------------------------";
    private const string Blank = "____________________";

    public static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(Word("report.title"));
        text.AppendLine(Rule);
        text.AppendLine($"{Word("report.site")}: {report.Site}");
        text.AppendLine($"{Word("report.date")}: {Date(report)}");
        text.AppendLine($"{Word("report.version")}: EdgeAgent {report.Version}");
        text.AppendLine(CheckLines.Verdict(report).ToString());
        text.AppendLine(Rule);
        foreach (var line in report.Lines)
        {
            text.AppendLine($"{line.Result.ToString().ToUpperInvariant(),-5} {CheckLines.About(line, report)}");
            text.AppendLine($"      {line.Summary.Zh}").AppendLine($"      {line.Summary.En}");
            if (line.Fix is { } fix)
            {
                text.AppendLine($"      → {fix.Zh}").AppendLine($"      → {fix.En}");
            }
        }

        if (!report.IsConfigured)
        {
            return text.ToString();
        }

        text.AppendLine(Rule).AppendLine(Word("report.handover")).AppendLine(Word("report.statement"));
        foreach (var who in new[] { "report.installer", "report.owner" })
        {
            text.AppendLine().AppendLine(Word(who));
            text.AppendLine($"{Word("report.name")} {Blank}  {Word("report.signature")} {Blank}  {Word("report.signedOn")} {Blank}");
        }

        return text.ToString();
    }

    public static string Date(CheckReport report) => report.At.ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);

    private static string Word(string key) => CheckTexts.Summary(key).ToString();
}

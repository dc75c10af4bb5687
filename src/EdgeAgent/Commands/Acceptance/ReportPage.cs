using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>
/// The report as one HTML page that fetches nothing and runs nothing, for the screen and for A4. Whatever is not fixed
/// text goes through <see cref="Safe"/>.
/// </summary>
internal static class ReportPage
{
    private const int PictureWidth = 640;

    public static string Of(CheckReport report) => $"""
        <!DOCTYPE html>
        <html lang="zh-CN">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Safe(CheckTexts.Summary("report.title").Zh)} {Safe(report.Site)}</title>
        <style>{Style()}</style>
        </head>
        <body>
        <header>
        <h1>{Both("report.title")}</h1>
        <p class="subtitle">{Both("report.subtitle")}</p>
        <dl>
        <div><dt>{Both("report.site")}</dt><dd>{Safe(report.Site)}</dd></div>
        <div><dt>{Both("report.date")}</dt><dd>{Safe(ReportText.Date(report))}</dd></div>
        <div><dt>{Both("report.version")}</dt><dd>EdgeAgent {Safe(report.Version)}</dd></div>
        </dl>
        </header>
        <p class="verdict {Word(report.Result)}">{Both(CheckLines.Verdict(report))}<small>{Both(Counts(report))}</small></p>
        <section>
        <h2>{Both("report.box")}</h2>
        {Lines(report.Lines.Where(line => line.Camera is null), withSubject: true)}
        </section>
        {(report.IsConfigured ? CamerasAndHandover(report) : "")}
        </body>
        </html>

        """;

    private static string CamerasAndHandover(CheckReport report) => $"""
        <section>
        <h2>{Both("report.cameras")}</h2>
        {string.Concat(report.Cameras.Select(Camera))}
        </section>
        <section class="handover">
        <h2>{Both("report.handover")}</h2>
        <p>{Both("report.statement")}</p>
        <div class="parties">{Party("report.installer")}{Party("report.owner")}</div>
        </section>
        """;

    private static string Camera(CheckedCamera camera) => $"""
        <article>
        {Picture(camera)}
        <div>
        <h3>{Safe(camera.Name)} <code>{Safe(camera.Id)}</code></h3>
        {Lines(camera.Lines, withSubject: false)}
        </div>
        </article>

        """;

    private static string Picture(CheckedCamera camera) => camera.Picture is { } picture
        ? $"""<img alt="{Safe(camera.Name)}" src="data:image/jpeg;base64,{Convert.ToBase64String(picture.Reduced(PictureWidth))}">"""
        : $"""<p class="noPicture">{Both("report.noPicture")}</p>""";

    private static string Lines(IEnumerable<CheckLine> lines, bool withSubject)
    {
        var rows = new StringBuilder();
        foreach (var line in lines)
        {
            var subject = withSubject ? $"<h3>{Both($"subject.{line.Subject}")}</h3>" : "";
            var fix = line.Fix is null ? "" : $"""<p class="fix">{Both(line.Fix)}</p>""";
            rows.Append(CultureInfo.InvariantCulture, $"""
                <li class="{Word(line.Result)}"><b>{Safe(line.Result.ToString().ToUpperInvariant())}</b><div>{subject}<p>{Both(line.Summary)}</p>{fix}</div></li>

                """);
        }

        return $"<ul>{rows}</ul>";
    }

    private static string Party(string who) => $"""
        <div>
        <h3>{Both(who)}</h3>
        <p>{Both("report.name")}<i></i></p>
        <p>{Both("report.signature")}<i></i></p>
        <p>{Both("report.signedOn")}<i></i></p>
        </div>
        """;

    private static CheckText Counts(CheckReport report) => CheckTexts.Summary(
        "report.counts",
        ("ok", CheckLines.Count(report, CheckResult.Ok)),
        ("warn", CheckLines.Count(report, CheckResult.Warn)),
        ("fail", CheckLines.Count(report, CheckResult.Fail)));

    private static string Word(CheckResult result) => result.ToString().ToLowerInvariant();

    private static string Both(string key) => Both(CheckTexts.Summary(key));

    private static string Both(CheckText text) => $"""<span>{Safe(text.Zh)}</span> <span class="en" lang="en">{Safe(text.En)}</span>""";

    private static string Safe(string text) => WebUtility.HtmlEncode(CheckTexts.Plain(text));

    private static string Style()
    {
        using var resource = typeof(ReportPage).Assembly.GetManifestResourceStream("EdgeAgent.Commands.Acceptance.report.css")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}

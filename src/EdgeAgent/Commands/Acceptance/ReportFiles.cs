using System.Text;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>
/// Writes the report that is handed over: a page that holds everything it shows, and the same as text. Both hold pictures
/// or figures of the workshop, so nobody but their owner can read them: that of the file replaced, or of the folder.
/// </summary>
public static class ReportFiles
{
    /// <param name="file">Name of the page, ending with .html; the text gets the same name with .txt.</param>
    /// <returns>What was written, for people.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static CheckText Write(string file, CheckReport report)
    {
        var text = Path.ChangeExtension(file, ".txt");
        AtomicFile.WritePrivate(file, Encoding.UTF8.GetBytes(ReportPage.Of(report)));
        AtomicFile.WritePrivate(text, Encoding.UTF8.GetBytes(ReportText.Of(report)));
        return CheckTexts.Summary("report.written", ("file", file), ("text", text));
    }
}

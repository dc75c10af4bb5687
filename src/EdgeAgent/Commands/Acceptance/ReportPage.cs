namespace EdgeAgent.Commands.Acceptance;

internal static class ReportPage
{
    public static string Of(CheckReport report) => report.Site;
}

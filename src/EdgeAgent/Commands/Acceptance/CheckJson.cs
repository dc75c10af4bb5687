using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>The report for programs: one object.</summary>
internal static class CheckJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(CheckReport report) => JsonSerializer.Serialize(
        new
        {
            report.Result,
            report.Site,
            report.Version,
            report.At,
            Checks = report.Lines.Select(line => new { line.Subject, line.Camera, line.Result, line.Summary, line.Fix, line.Figures }),
        },
        Json);
}

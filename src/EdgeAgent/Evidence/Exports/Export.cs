using System.Text.Json.Serialization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Evidence.Exports;

/// <summary>What somebody wants as a file.</summary>
public sealed record ExportRequest(string Camera, StreamRole Stream, DateTimeOffset From, DateTimeOffset To);

public enum ExportState
{
    Waiting,
    Running,
    Done,
    Failed,
    Cancelled,
}

/// <summary>A span of a recording on its way to becoming one file, or become one.</summary>
/// <param name="Id">Also the file's name without its ending.</param>
/// <param name="Estimate">About how many bytes it will have.</param>
/// <param name="Progress">0 to 1.</param>
/// <param name="Problem">Why it failed; null where it did not.</param>
/// <param name="Result">Null until it is done.</param>
public sealed record Export(
    string Id, ExportRequest Request, ExportState State, long Estimate, double Progress = 0, string? Problem = null, ExportResult? Result = null)
{
    [JsonIgnore]
    public bool IsOver => State is ExportState.Done or ExportState.Failed or ExportState.Cancelled;

    /// <summary>What it takes of the disk, or will take.</summary>
    [JsonIgnore]
    public long Space => Result?.Bytes ?? (IsOver ? 0 : Estimate);
}

/// <param name="Sha256">Lower-case hex of the file's bytes.</param>
/// <param name="Parts">What the file shows; between them nothing was recorded, and the file goes on without a break.</param>
/// <param name="MissingSeconds">What was recorded but deleted before it was read.</param>
/// <param name="Coverage">What was watched of the span that was asked for.</param>
public sealed record ExportResult(
    long Bytes, string Sha256, IReadOnlyList<ExportPart> Parts, double MissingSeconds, CoverageTotals Coverage);

public sealed record ExportPart(DateTimeOffset From, DateTimeOffset To);

/// <summary>An export is not begun; the message says why and what to do.</summary>
public sealed class ExportRefusedException(string message) : Exception(message);

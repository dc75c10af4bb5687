using EdgeAgent.Rules;

namespace EdgeAgent.Pipeline;

/// <summary>An incident's event on its way to the disk.</summary>
/// <param name="Picture">JPEG of the moment; only at the opening, and not for a lost camera.</param>
public sealed record IncidentReport(Incident Incident, byte[]? Picture);

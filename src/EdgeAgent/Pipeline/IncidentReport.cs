using EdgeAgent.Rules;

namespace EdgeAgent.Pipeline;

/// <summary>An incident's event on its way to the disk.</summary>
/// <param name="Picture">JPEG of the moment, ready within seconds; null but at the opening, and for a lost camera.</param>
public sealed record IncidentReport(Incident Incident, Task<byte[]>? Picture);

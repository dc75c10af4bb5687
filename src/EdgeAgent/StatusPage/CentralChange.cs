namespace EdgeAgent.StatusPage;

/// <summary>The last configuration that the centre has set.</summary>
/// <param name="Outcome"><c>running</c> (being tried), <c>kept</c>, <c>undoing</c>, <c>undone</c> or <c>overtaken</c> (changed at the box meanwhile).</param>
/// <param name="At">When it was written.</param>
/// <param name="Cause">Why it was undone, a word for each reason; null where it was not.</param>
/// <param name="Detail">Ids of cameras, or a message for the installer; null where there is nothing to add.</param>
public sealed record CentralChange(string Outcome, DateTimeOffset At, string? Cause, string? Detail);

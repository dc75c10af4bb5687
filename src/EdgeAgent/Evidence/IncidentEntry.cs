namespace EdgeAgent.Evidence;

/// <summary>An event of an incident as the chain of evidence holds it.</summary>
/// <param name="Seq">Number of the event within the site.</param>
/// <param name="BootId">Run of the agent that recorded it.</param>
internal sealed record IncidentEntry(long Seq, string BootId, IncidentRow Incident);

/// <param name="Seq">Number of the newest event before the chain.</param>
internal sealed record BeginEntry(long Seq);

/// <param name="Incident">Its id.</param>
/// <param name="Clip">Null where there is none, or none any more.</param>
internal sealed record ClipEntry(string Incident, PictureRow? Clip);

/// <param name="Incident">Its id.</param>
internal sealed record RectificationEntry(string Incident, RectificationRow Rectification);

/// <param name="Incident">Its id.</param>
internal sealed record VerdictEntry(string Incident, VerdictRow Verdict);

/// <param name="Fingerprint">Of the key that signs from here on.</param>
internal sealed record KeyEntry(string Fingerprint);

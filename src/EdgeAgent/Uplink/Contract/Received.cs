namespace EdgeAgent.Uplink.Contract;

/// <summary>A message of the contract as a consumer has understood it.</summary>
/// <param name="Topic">Whole name.</param>
/// <param name="Site">The site's topic prefix.</param>
public abstract record Received(string Topic, string Site);

/// <param name="IsDouble">True when the same event has come before.</param>
public sealed record IncidentReceived(string Topic, string Site, IncidentMessage Message, bool IsDouble) : Received(Topic, Site);

/// <param name="Bytes">Size of the JPEG.</param>
/// <param name="Sha256">Of what has come, lower-case hex.</param>
/// <param name="Agrees">Whether that is what the incident has announced; null when no incident with it was seen.</param>
public sealed record ThumbnailReceived(string Topic, string Site, string Incident, int Bytes, string Sha256, bool? Agrees) : Received(Topic, Site);

public sealed record StatusReceived(string Topic, string Site, StatusMessage Message) : Received(Topic, Site);

public sealed record CameraReceived(string Topic, string Site, CameraMessage Message) : Received(Topic, Site);

public sealed record SummaryReceived(string Topic, string Site, SummaryMessage Message) : Received(Topic, Site);

public sealed record HeartbeatReceived(string Topic, string Site, HeartbeatMessage Message) : Received(Topic, Site);

/// <param name="Name">Of the command.</param>
public sealed record CommandReceived(string Topic, string Site, string Name, CommandMessage Message) : Received(Topic, Site);

public sealed record ReplyReceived(string Topic, string Site, ReplyMessage Message) : Received(Topic, Site);

/// <param name="Bytes">Size of the JPEG.</param>
public sealed record LiveReceived(string Topic, string Site, string Camera, int Bytes) : Received(Topic, Site);

/// <param name="Problem">Why the body is none of the contract; null for a topic that this version does not know.</param>
public sealed record UnknownReceived(string Topic, string Site, string? Problem) : Received(Topic, Site);

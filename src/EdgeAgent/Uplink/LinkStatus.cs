namespace EdgeAgent.Uplink;

/// <summary>The connection to the broker as it stands.</summary>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Reason">Why it is down, for people; null when connected or not tried yet.</param>
public sealed record LinkStatus(bool Connected, DateTimeOffset Since, string? Reason);

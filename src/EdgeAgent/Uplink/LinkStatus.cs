namespace EdgeAgent.Uplink;

/// <summary>The connection to the broker as it stands.</summary>
/// <param name="Since">Since when it is up, or down.</param>
/// <param name="Reason">
/// What keeps messages from being delivered, for people; null when nothing does or nothing was tried yet. A broker that
/// is connected but refuses what it gets has a reason too.
/// </param>
public sealed record LinkStatus(bool Connected, DateTimeOffset Since, string? Reason);

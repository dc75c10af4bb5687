namespace EdgeAgent.Uplink.Contract;

/// <summary>Sent by the acceptance test alone: the site can reach the broker and may publish.</summary>
/// <param name="At">When it was sent, by the box's clock.</param>
/// <param name="Agent">Version of the agent.</param>
public sealed record CheckMessage(DateTimeOffset At, string Agent);

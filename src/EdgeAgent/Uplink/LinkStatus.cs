namespace EdgeAgent.Uplink;

/// <summary>The connection to the broker as it stands.</summary>
/// <param name="Since">Since when it is up, or down.</param>
/// <param name="Reason">
/// What keeps messages from being delivered, for people; null when nothing does or nothing was tried yet. A broker that
/// is connected but refuses what it gets has a reason too.
/// </param>
public sealed record LinkStatus(bool Connected, DateTimeOffset Since, string? Reason)
{
    /// <summary>The broker that is connected; null while none is.</summary>
    public ConnectedBroker? Broker { get; init; }

    /// <summary>Another box under this site's name; null where there is no sign of one.</summary>
    public Rival? Rival { get; init; }
}

/// <param name="Place">1 for the most preferred broker of the configuration, 2 for the first fallback, and so on.</param>
/// <param name="Address">Of the broker; holds no login.</param>
public sealed record ConnectedBroker(int Place, string Address);

/// <summary>Another box, or another agent, that connects under this site's name, so that each ends the other's connection.</summary>
/// <param name="Since">When it was noticed.</param>
/// <param name="Times">How often it has ended a connection of this box.</param>
public sealed record Rival(DateTimeOffset Since, int Times);

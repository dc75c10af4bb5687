namespace EdgeAgent.Uplink;

/// <summary>Why the broker cannot be worked with.</summary>
internal enum LinkFailure
{
    /// <summary>Nobody answers at the address.</summary>
    Unreachable,

    /// <summary>The broker answers and does not let this site in.</summary>
    Refused,

    /// <summary>One side does not accept the other's certificate.</summary>
    Untrusted,

    /// <summary>A certificate or secret of this box cannot be read.</summary>
    Misconfigured,

    /// <summary>The broker, or something between, ended the connection.</summary>
    Cut,

    /// <summary>The same, while nothing was on its way.</summary>
    CutIdle,

    /// <summary>The broker says that somebody else has connected under the agent's name.</summary>
    TakenOver,

    /// <summary>The broker ended the connection because a packet was over its limit.</summary>
    PacketTooLarge,

    /// <summary>No answer within the time limit.</summary>
    Silent,
}

/// <summary>The link to the broker failed; the message is for people and holds no secret.</summary>
internal sealed class LinkException(LinkFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    public LinkFailure Failure => failure;
}

/// <summary>The broker is there but does not take the message now; the message is for people.</summary>
internal sealed class DeliveryHeldException(string message) : Exception(message);

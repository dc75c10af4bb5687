using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>Whether a command is of its time. A box whose clock is in doubt cannot tell that, and says so instead.</summary>
internal static class CommandTimes
{
    /// <summary>No command is valid for longer, so that none comes true that everybody has forgotten.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(5);

    /// <returns>Why it is not to be carried out, for the centre's people; null where it may be.</returns>
    public static string? Problem(CommandMessage command, DateTimeOffset now, bool isSure) => command switch
    {
        _ when command.ExpiresAt <= command.IssuedAt => "expiresAt must be later than issuedAt",
        _ when command.ExpiresAt - command.IssuedAt > Longest => "expiresAt may be a day later than issuedAt at most",
        _ when !isSure => null,
        _ when now >= command.ExpiresAt => $"expired at {command.ExpiresAt:u}; the box's clock shows {now:u}",
        _ when command.IssuedAt - now > ClocksDiffer => $"issuedAt lies ahead; the box's clock shows {now:u}",
        _ => null,
    };

    /// <returns>What the centre must know of the time, or null.</returns>
    public static string? Remark(DateTimeOffset now, bool isSure) =>
        isSure ? null : $"the box's clock is in doubt and shows {now:u}: whether the command had expired was not looked at";
}

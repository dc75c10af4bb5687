using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>What the centre may ask for; each command has a file of its own.</summary>
public static class CentralCommands
{
    /// <summary>Gives each command to its handler; call before the agent connects.</summary>
    public static void Register(CommandDesk desk)
    {
        _ = desk;
    }
}

namespace EdgeAgent.Commands.Setup;

/// <summary>What the command line says.</summary>
/// <param name="IsSilent">Asks nothing.</param>
/// <param name="User">For cameras that name none of their own.</param>
/// <param name="Password">For cameras that name none of their own; in the clear.</param>
/// <param name="Discovers">Takes every camera that is found.</param>
/// <param name="Checks">Runs the acceptance test at the end.</param>
internal sealed record SetupFlags(
    string Config, bool IsSilent, SiteDraft Site, string? User, string? Password, IReadOnlyList<CameraDraft> Cameras, bool Discovers, bool Checks)
{
    public override string ToString() => Config;
}

namespace EdgeAgent.Commands.Setup;

/// <summary>What is to be written, whether it was asked for by flags or in the dialogue.</summary>
/// <param name="Cameras">New ones, and those of the file that change.</param>
internal sealed record SetupPlan(SiteDraft Site, IReadOnlyList<CameraDraft> Cameras);

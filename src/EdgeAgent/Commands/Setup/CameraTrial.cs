using EdgeAgent.Commands.Acceptance;

namespace EdgeAgent.Commands.Setup;

/// <summary>What came of logging in to a camera once.</summary>
/// <param name="IsIn">The camera let us in.</param>
/// <param name="IsRefused">The camera wants another login; nothing else is wrong.</param>
/// <param name="IsHeldBack">The same login was refused at this host before, so it was not shown.</param>
/// <param name="Words">What it is; may come from the camera.</param>
/// <param name="Problem">Why there is no video; null where there is.</param>
/// <param name="Picture">As JPEG; null where none came.</param>
internal sealed record CameraTrial(bool IsIn, bool IsRefused, bool IsHeldBack, string Words, CheckText? Problem, byte[]? Picture);

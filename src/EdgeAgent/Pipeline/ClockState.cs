using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>What is known of the box's clock at a moment.</summary>
/// <param name="IsSure">Whether it is believed.</param>
/// <param name="IsSynchronised">Whether it follows a time server; null where the system does not say.</param>
/// <param name="Since">Since when it is believed, or not.</param>
/// <param name="Shift">How far it has jumped ahead since the agent's start, all jumps together.</param>
/// <param name="LastJump">Null where there was none since the agent's start.</param>
/// <param name="Cameras">How far the cameras' clocks are ahead of it.</param>
/// <param name="DoCamerasAgree">As <see cref="CameraClocks.Agree"/>.</param>
public sealed record ClockState(
    bool IsSure,
    bool? IsSynchronised,
    DateTimeOffset Since,
    TimeSpan Shift,
    ClockJump? LastJump,
    IReadOnlyList<CameraOffset> Cameras,
    bool? DoCamerasAgree)
{
    internal static ClockState Of(SteadyTime time, ClockTrust trust, CameraClocks cameras) => new(
        trust.IsSureNow, SystemClock.IsSynchronised(), trust.Since, time.Shift, time.LastJump, cameras.Offsets, cameras.Agree());
}

using EdgeAgent.Video;
using EdgeAgent.Video.Push;

namespace EdgeAgent.Remote.Push;

/// <summary>Video that is to be pushed.</summary>
/// <param name="Length">How long it is at most.</param>
/// <param name="Show">Sends it and tells what was sent.</param>
internal sealed record PushJob(string Camera, TimeSpan Length, PushDestination To, Func<PushRun, Task<PushedVideo>> Show);

/// <param name="Server">The entry of the list under which the address falls.</param>
internal sealed record PushDestination(string Server, PushTarget Target);

/// <summary>One push under way.</summary>
/// <param name="SendAsync">Sends what the feed writes, paced or not, as <see cref="MediaPush"/> says.</param>
/// <param name="Ending">Cancelled when it is to end, for whatever reason.</param>
internal sealed record PushRun(Func<bool, Action<FfmpegInput>, Task<TimeSpan>> SendAsync, CancellationToken Ending);

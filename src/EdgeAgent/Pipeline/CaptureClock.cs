using System.Globalization;
using EdgeAgent.Rules;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Between one camera's capture times, which go on evenly, and the box's clock, by which incidents are told. When the clock is
/// set, all that an open incident has lasted moves with it: it keeps its id and its length, and is told from then on by the
/// clock as it is now.
/// </summary>
/// <param name="hasOwnTimes">The capture times are those of a clip that says when it was taken: no clock changes them.</param>
internal sealed class CaptureClock(SteadyTime time, ClockTrust trust, bool hasOwnTimes = false)
{
    private readonly string run = Guid.NewGuid().ToString("n");

    /// <summary>How far the clock is ahead of the capture times.</summary>
    public TimeSpan Shift => hasOwnTimes ? TimeSpan.Zero : time.Shift;

    /// <summary>
    /// What an incident's id says of its beginning: when it is told to have begun. A clock that begins in 1970 at each start
    /// shows the same times again and again, so that while it cannot be believed the run of the agent is told too.
    /// </summary>
    public string NameOf(DateTimeOffset started)
    {
        var told = (started + Shift).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return hasOwnTimes || trust.IsSureNow ? told : $"{told}/{run}";
    }

    /// <summary>As it is told to anybody.</summary>
    public Incident Told(Incident incident)
    {
        // In this order: a jump in between makes the older shift unsure.
        var told = Moved(incident, Shift);
        return told with { IsClockSure = incident.IsClockSure != false && trust.IsSureNow };
    }

    /// <summary>
    /// As it goes on after a restart. What was told by a clock that could not be believed stays so: nobody knows by how much that
    /// run was wrong. Where the clock has been put back meanwhile the incident lies ahead of it, and would look like going on until that is reached.
    /// </summary>
    public Incident TakenUp(Incident told)
    {
        var incident = Moved(told, -Shift);
        var now = time.GetUtcNow();
        return hasOwnTimes || incident.LastSeen <= now ? incident : Moved(incident, now - incident.LastSeen) with { IsClockSure = false };
    }

    private static Incident Moved(Incident incident, TimeSpan by) =>
        incident with { Started = incident.Started + by, LastSeen = incident.LastSeen + by };
}

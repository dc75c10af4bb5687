namespace EdgeAgent.Uplink;

/// <summary>
/// Tells from the ends of the agent's connections whether another box comes under its name, since a broker ends the older of two such
/// connections. The agent's own old connection, which it has given up, tells it nothing when it is ended by its new one.
/// Two boxes that give way for some minutes have their turns, and each delivers what it has.
/// </summary>
internal sealed class RivalWatch(TimeProvider time, Random random)
{
    // Once it can have been a login of the agent's own that had got stuck on the way.
    private const int ToldOften = 2;

    // MQTT 3.1.1 has no word for it, and Mosquitto before 2.0.15 does not say it: there is only the silence at the other end, soon
    // after each login and with no failed login in between.
    private const int CutOften = 5;
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    // Longer than two boxes stay away at most, one after the other.
    private static readonly TimeSpan Peace = TimeSpan.FromHours(1);

    private readonly RetrySchedule whenTold = new(new RetryOptions { FirstSeconds = 120, MaximumSeconds = 900 }, random);

    // It may be the network after all.
    private readonly RetrySchedule whenSuspected = new(new RetryOptions { FirstSeconds = 120, MaximumSeconds = 120 }, random);
    private int told;
    private int cuts;
    private long lastSign = time.GetTimestamp();
    private volatile Rival? rival;

    /// <summary>Null where there is no sign of one, or none any more.</summary>
    public Rival? Seen => time.GetElapsedTime(Volatile.Read(ref lastSign)) < Peace ? rival : null;

    /// <summary>Call when something was delivered: then the connection was of use, and those before were cut by something else.</summary>
    public void Delivered() => cuts = rival is null ? 0 : cuts;

    /// <summary>Call at the end of each connection, and when there was none.</summary>
    /// <param name="lasted">How long there was a connection; null where there was none.</param>
    /// <returns>How long to stay away; null where there is no reason to.</returns>
    public TimeSpan? After(LinkFailure failure, TimeSpan? lasted)
    {
        if (Seen is null && rival is not null)
        {
            (rival, told, cuts) = (null, 0, 0);
            whenTold.Reset();
        }

        if (failure == LinkFailure.TakenOver)
        {
            told = time.GetElapsedTime(lastSign) < Peace ? told + 1 : 1;
        }
        else if (told == 0 && IsCut(failure, lasted))
        {
            cuts++;
        }
        else
        {
            cuts = failure == LinkFailure.Cut ? cuts : 0;
            return null;
        }

        Volatile.Write(ref lastSign, time.GetTimestamp());
        if (rival is null && told < ToldOften && cuts < CutOften)
        {
            return null;
        }

        rival = rival is { } known ? known with { Times = known.Times + 1 } : new Rival(time.GetUtcNow(), told + cuts);
        return (told > 0 ? whenTold : whenSuspected).NextDelay();
    }

    // In the middle of a message something may be wrong with that.
    private bool IsCut(LinkFailure failure, TimeSpan? lasted) => rival is null
        ? failure == LinkFailure.CutIdle && lasted < Soon
        : failure is LinkFailure.CutIdle or LinkFailure.Cut;
}

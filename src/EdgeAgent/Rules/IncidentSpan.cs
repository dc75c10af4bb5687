namespace EdgeAgent.Rules;

/// <summary>The state of one rule and zone: nothing, pending (seen, but not yet for the hold time), or an open incident.</summary>
internal sealed class IncidentSpan(RuleSettings settings)
{
    private static readonly TimeSpan UpdateInterval = TimeSpan.FromSeconds(60);

    private const double SecondsOfGap = 1;
    private const double MostSecondsOfGap = 3;

    // A lost camera and a loaded box give a moment a second or fewer: that nobody looked does not mean that it was away.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    // While pending, a short gap is the detector's; a longer one is a new beginning. Who waits long has more of them.
    private readonly TimeSpan pendingGap = TimeSpan.FromSeconds(Math.Clamp(settings.Hold.TotalSeconds / 10, SecondsOfGap, MostSecondsOfGap));

    private bool isPending;
    private bool wasAway;
    private DateTimeOffset lastMoment;
    private DateTimeOffset lastSeen;
    private DateTimeOffset lastEvent;
    private Incident? open;

    /// <summary>First sight of what is pending or open.</summary>
    public DateTimeOffset Since { get; private set; }

    public void Resume(Incident incident)
    {
        open = incident;
        Since = incident.Started;
        lastSeen = lastEvent = incident.LastSeen;
    }

    public Incident? Fold(Violation? violation, DateTimeOffset at, Func<RuleSettings, string> name, string camera)
    {
        if (at < lastMoment)
        {
            CountAnewFrom(at);
        }

        lastMoment = at;
        var gap = at - lastSeen;
        if (violation is null)
        {
            wasAway = true;
            isPending &= gap <= pendingGap;
            return open is not null && gap >= settings.CoolDown ? Close() : null;
        }

        var isSilence = !wasAway && gap <= LongestSilence;
        wasAway = false;
        if (open is not null && (isSilence || gap < settings.CoolDown))
        {
            return Continue(violation, at);
        }

        if (open is not null)
        {
            // No moment came in between to close it (the camera was away): that one has ended, this one is new.
            var closed = Close();
            Begin(at);
            return closed;
        }

        if (!isPending || !(isSilence || gap <= pendingGap))
        {
            Begin(at);
        }

        lastSeen = at;
        return at - Since >= settings.Hold ? Open(violation, at, name, camera) : null;
    }

    public Incident? Close()
    {
        isPending = false;
        if (open is null)
        {
            return null;
        }

        var closed = Closed(open);
        open = null;
        return closed;
    }

    public static Incident Closed(Incident incident) =>
        incident with { Event = IncidentEvent.Closed, Revision = incident.Revision + 1 };

    // The box's clock was put back.
    private void CountAnewFrom(DateTimeOffset at)
    {
        isPending = false;
        lastSeen = lastSeen < at ? lastSeen : at;
        lastEvent = lastEvent < at ? lastEvent : at;
    }

    private void Begin(DateTimeOffset at)
    {
        isPending = true;
        Since = lastSeen = WholeMilliseconds(at);
    }

    // Ids and stores count milliseconds.
    private static DateTimeOffset WholeMilliseconds(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());

    private Incident Open(Violation violation, DateTimeOffset at, Func<RuleSettings, string> name, string camera)
    {
        isPending = false;
        lastEvent = at;
        return open = new Incident(
            name(settings),
            IncidentEvent.Opened,
            Revision: 0,
            settings.Rule,
            camera,
            settings.ZoneName,
            settings.Severity,
            Since,
            at,
            violation.Boxes,
            violation.Confidence)
        {
            Detail = violation.Detail,
            OpeningBoxes = violation.Boxes,
            Tracks = violation.Tracks,
            Looks = violation.Looks,
        };
    }

    private Incident? Continue(Violation violation, DateTimeOffset at)
    {
        // A clip that is begun anew after a restart shows earlier moments of an incident that is open already: they
        // neither end it nor change it, so that the clip gives the same incidents as without the restart.
        lastSeen = at > lastSeen ? at : lastSeen;
        open = open! with
        {
            LastSeen = at > open.LastSeen ? at : open.LastSeen,
            Confidence = Math.Max(open.Confidence, violation.Confidence),
        };
        if (at - lastEvent < UpdateInterval)
        {
            return null;
        }

        lastEvent = at;
        return open = open with
        {
            Event = IncidentEvent.Updated,
            Revision = open.Revision + 1,
            Boxes = violation.Boxes,
            Tracks = violation.Tracks,
            Looks = violation.Looks,
        };
    }
}

namespace FoodSafety.Consumer;

/// <summary>
/// What a centre remembers of its sites, to drop doubles, to prove gaps and to check pictures. It reads and writes nothing itself.
/// Each method returns what there is to tell, as objects of docs/consumers.md. Not for several threads at once.
/// </summary>
internal sealed class Ledger(TimeSpan heartbeat, TimeProvider time)
{
    private const int MissedHeartbeats = 3;

    private readonly TimeSpan patience = MissedHeartbeats * heartbeat;
    private readonly Dictionary<string, Site> sites = [];

    public bool Knows(string name, IncidentEvent read) => SiteOf(name).Events.Contains(read.Id);

    public bool HasPicture(string name, string incident, string sha256) => SiteOf(name).Pictures.GetValueOrDefault(incident) == sha256;

    /// <summary>An event that came for the first time.</summary>
    public IEnumerable<object> Event(string name, IncidentEvent read)
    {
        var site = SiteOf(name);
        site.Events.Add(read.Id);
        var latest = read.Seq > site.Newest.GetValueOrDefault(read.Subject);
        if (latest)
        {
            site.Newest[read.Subject] = read.Seq;
        }

        List<object> told = [new { line = "event", site = name, seq = read.Seq, id = read.Id, type = read.Type, latest }];
        told.AddRange(Number(name, site, read));
        if (read.Data.Thumbnail is { } thumbnail && site.Announced.TryAdd(read.Subject, thumbnail.Sha256) && site.Pictures.Remove(read.Subject, out var early))
        {
            told.AddRange(Picture(name, read.Subject, early));
        }

        return told;
    }

    /// <summary>Whether it is what was announced; nothing while the announcement is not there.</summary>
    public IEnumerable<object> Picture(string name, string incident, string sha256)
    {
        var site = SiteOf(name);
        var announced = site.Announced.GetValueOrDefault(incident);
        if ((announced ?? sha256) == sha256)
        {
            site.Pictures[incident] = sha256;
        }

        return announced is null ? [] : [new { line = "picture", site = name, incident, state = announced == sha256 ? "ok" : "wrong" }];
    }

    /// <summary>A retained message is no sign of life: it may be a year old.</summary>
    public void Heard(string name, bool retained)
    {
        if (!retained)
        {
            SiteOf(name).Heard = time.GetTimestamp();
        }
    }

    public IEnumerable<object> Status(string name, string? state, string boot) => SiteOf(name).Boot is { } known && known != boot && state != "online"
        ? [new { line = "late-will", site = name, bootId = boot }]
        : Turn(name, state, boot, "status");

    public IEnumerable<object> Heartbeat(string name, string boot) => Turn(name, "online", boot, "heartbeat");

    /// <summary>What was not heard while this consumer itself was away says nothing.</summary>
    public void Connected()
    {
        foreach (var site in sites.Values)
        {
            site.Heard = time.GetTimestamp();
        }
    }

    public IEnumerable<object> Overdue() =>
    [
        .. sites.Where(site => site.Value.State == "online" && time.GetElapsedTime(site.Value.Heard) > patience)
            .SelectMany(site => Turn(site.Key, "lost", site.Value.Boot!, "silence")),
    ];

    private static IEnumerable<object> Number(string name, Site site, IncidentEvent read)
    {
        var seq = read.Seq;
        if (!site.Ids.TryAdd(seq, read.Id))
        {
            return [new { line = "conflict", site = name, seq, ids = new[] { site.Ids[seq], read.Id } }];
        }

        var (first, last) = ((site.Highest ?? seq) + 1, seq - 1);
        site.Highest = Math.Max(site.Highest ?? seq, seq); // what came before the first is not known and not missed
        if (first <= last)
        {
            site.Gaps.Add((first, last));
            return [new { line = "gap", site = name, first, last }];
        }

        var place = site.Gaps.FindIndex(gap => gap.First <= seq && seq <= gap.Last);
        if (place < 0)
        {
            return [];
        }

        (long First, long Last)[] halves = [(site.Gaps[place].First, seq - 1), (seq + 1, site.Gaps[place].Last)];
        site.Gaps.RemoveAt(place);
        site.Gaps.InsertRange(place, halves.Where(gap => gap.First <= gap.Last));
        return [new { line = "gap-closed", site = name, seq }];
    }

    private IEnumerable<object> Turn(string name, string? state, string boot, string by)
    {
        var site = SiteOf(name);
        if (site.State == state && site.Boot == boot)
        {
            return [];
        }

        (site.State, site.Boot) = (state, boot);
        return [new { line = "site", site = name, state, bootId = boot, by }];
    }

    private Site SiteOf(string name)
    {
        if (!sites.TryGetValue(name, out var site))
        {
            sites.Add(name, site = new Site { Heard = time.GetTimestamp() });
        }

        return site;
    }
}

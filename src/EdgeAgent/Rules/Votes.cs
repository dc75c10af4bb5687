namespace EdgeAgent.Rules;

/// <summary>
/// Looks of one head at the tracks of one camera, and what they come to: no look counts by itself. A look that could not
/// be judged does not count at all; one that is unsure counts against a violation.
/// </summary>
internal sealed class Votes(string head)
{
    public const int LeastLooks = 4;
    public const double LeastShare = 0.7;
    public static readonly TimeSpan LeastSpan = TimeSpan.FromSeconds(2);

    // What was seen before that says little about now; key frames of some cameras are 5 s apart.
    private const int MostLooks = 10;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(long Track, Detection.BodyPart Part), List<Look>> ballots = [];

    /// <param name="at">Capture time of the moment that brings the looks; what is older than the window is forgotten.</param>
    public void Add(IEnumerable<Look> looks, DateTimeOffset at)
    {
        foreach (var look in looks.Where(look => look.Head == head))
        {
            HasBegun = true;
            if (look.Fault is not null)
            {
                continue;
            }

            var key = (look.Track, look.Part);
            if (!ballots.TryGetValue(key, out var ballot))
            {
                ballots.Add(key, ballot = []);
            }

            if (ballot.Count == 0 || ballot[^1].At != look.At)
            {
                ballot.Add(look);
            }

            if (ballot.Count > MostLooks)
            {
                ballot.RemoveAt(0);
            }
        }

        foreach (var (key, ballot) in ballots)
        {
            // Looks ahead of the moment are from before the clock was put back.
            ballot.RemoveAll(look => (at - look.At).Duration() > Window);
            if (ballot.Count == 0)
            {
                ballots.Remove(key);
            }
        }
    }

    /// <summary>The looks that convict the track: of the part of it on which most agree; null where none does.</summary>
    public Conviction? Of(long track) => ballots
        .Where(ballot => ballot.Key.Track == track)
        .Select(ballot => Count(ballot.Value))
        .OfType<Conviction>()
        .MaxBy(conviction => conviction.Looks.Agreeing);

    /// <summary>Whether any look of the head has been taken, at whatever it was: it is there and does judge.</summary>
    public bool HasBegun { get; private set; }

    private static Conviction? Count(List<Look> looks)
    {
        var agreeing = looks.Where(look => look.Verdict == Detection.Verdict.Violation).ToList();
        return looks.Count >= LeastLooks && looks[^1].At - looks[0].At >= LeastSpan && agreeing.Count >= LeastShare * looks.Count
            ? new Conviction(
                new LookCount(looks.Count, agreeing.Count),
                agreeing.Average(look => look.Score),
                agreeing.CountBy(look => look.Class).MaxBy(each => each.Value).Key,
                agreeing.Exists(look => look.IsSuspicion))
            : null;
    }
}

/// <summary>Looks at one track that agree on a violation.</summary>
/// <param name="Confidence">Mean score of those that agree.</param>
/// <param name="Class">What most of them saw.</param>
/// <param name="IsSuspicion">No more than suspected.</param>
internal sealed record Conviction(LookCount Looks, double Confidence, string Class, bool IsSuspicion);

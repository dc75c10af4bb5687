namespace EdgeAgent.Cameras;

/// <summary>
/// What is known of one login at one host. A refusal holds it back from the door that stayed shut: an account may be
/// barred from some streams of a recorder. It speaks against the password, and holds it back from every door, once two doors
/// stayed shut and none opened at its last attempt, or two that used to open were shut one after the other.
/// </summary>
internal sealed class LoginRecord
{
    // The first wait is 5 to 10 minutes, the second 10 to 20, every further one 15 to 30: with two doors that are tried
    // at first, or one that is tried in two ways, at most 5 attempts fall into half an hour.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    // So long others need not wait for their turn.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly TimeProvider time;
    private readonly Random random;
    private readonly KeptRefusal? kept;
    private readonly Lock access = new();
    private readonly HashSet<string> open = [];
    private readonly Dictionary<string, Hold> holds = [];
    private Hold? whole;
    private int lost;
    private int waits;
    private int doubts;
    private long? lastAccepted;

    /// <param name="kept">The refusal of the time before the start, if any, is taken over.</param>
    public LoginRecord(TimeProvider time, Random random, KeptRefusal? kept)
    {
        this.time = time;
        this.random = random;
        this.kept = kept;
        whole = kept?.Left() is { } left ? new Hold(time.GetTimestamp(), left) : null;
    }

    /// <summary>Held by whoever shows the login while nothing is known of it.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>In a row, and how often it may have been one.</summary>
    public int Refusals { get; private set; }

    public bool WasJustAccepted
    {
        get
        {
            lock (access)
            {
                return lastAccepted is { } at && time.GetElapsedTime(at) < Fresh;
            }
        }
    }

    /// <returns>How long the login is not shown at the door yet; zero or less when it may be.</returns>
    public TimeSpan Left(string door)
    {
        lock (access)
        {
            var own = holds.TryGetValue(door, out var hold) ? LeftOf(hold) : TimeSpan.Zero;
            var all = whole is { } held ? LeftOf(held) : TimeSpan.Zero;
            return own > all ? own : all;
        }
    }

    public void Accepted(string door)
    {
        lock (access)
        {
            open.Add(door);
            holds.Remove(door);
            whole = null;
            lost = waits = doubts = Refusals = 0;
            lastAccepted = time.GetTimestamp();
        }

        kept?.Forget();
    }

    /// <returns>Whether it may be something else than the login: once, or three times where it was let in before, for a camera may not
    /// know the call.</returns>
    public bool Doubt(string door)
    {
        lock (access)
        {
            Refusals++;
            return ++doubts <= (open.Contains(door) ? 3 : 1);
        }
    }

    /// <returns>How long it is not shown again.</returns>
    public TimeSpan Refused(string door)
    {
        Hold hold;
        bool isDoubted;
        lock (access)
        {
            if (open.Remove(door) && ++lost > 1)
            {
                open.Clear();
            }

            lastAccepted = null;
            Refusals++;
            holds[door] = hold = new Hold(time.GetTimestamp(), NextWait());
            isDoubted = open.Count == 0;
            if (isDoubted && holds.Count > 1)
            {
                whole = hold;
            }
        }

        if (isDoubted)
        {
            kept?.Keep(hold.Length);
        }

        return hold.Length;
    }

    private TimeSpan NextWait()
    {
        var limit = FirstWait * Math.Pow(2, Math.Min(waits++, 8));
        return (limit < LongestWait ? limit : LongestWait) * (1 + random.NextDouble()) / 2;
    }

    private TimeSpan LeftOf(Hold hold) => hold.Length - time.GetElapsedTime(hold.Since);

    private readonly record struct Hold(long Since, TimeSpan Length);
}

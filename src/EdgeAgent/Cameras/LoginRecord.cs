namespace EdgeAgent.Cameras;

/// <summary>
/// What is known of one login at one host. A refusal holds it back from the stream that was asked for: an account may be
/// barred from some streams of a recorder. It speaks against the password, and holds it back from the whole host, once two
/// streams were refused and none was let in at its last attempt, or two were refused in a row that used to be let in.
/// </summary>
internal sealed class LoginRecord
{
    // The first wait is 5 to 10 minutes, the second 10 to 20, every further one 15 to 30: with two streams that are tried
    // at first, or one that is tried in two ways, at most 5 attempts fall into half an hour.
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    // So much longer is a stream that was refused held back than the host: one that has not been tried yet goes first.
    private static readonly TimeSpan Behind = TimeSpan.FromMinutes(1);

    /// <summary>No login is held back for longer.</summary>
    public static readonly TimeSpan LongestHold = LongestWait + Behind;

    private readonly TimeProvider time;
    private readonly Random random;
    private readonly KeptRefusal? kept;
    private readonly Lock access = new();
    private readonly HashSet<string> open = [];
    private readonly Dictionary<string, Hold> holds = [];
    private Hold? hostHold;
    private int refusedWhileOpen;
    private int waits;
    private int doubts;

    /// <param name="kept">The refusal of the time before the start, if any, is taken over.</param>
    public LoginRecord(TimeProvider time, Random random, KeptRefusal? kept)
    {
        this.time = time;
        this.random = random;
        this.kept = kept;
        hostHold = kept?.Remaining() is { } remaining ? new Hold(time.GetTimestamp(), remaining) : null;
    }

    /// <summary>Held by whoever waits for <see cref="Places"/>.</summary>
    public SemaphoreSlim Queue { get; } = new(1);

    /// <summary>Taken while the login is shown; all of them by one who shows it without knowing that it is right.</summary>
    public SemaphoreSlim Places { get; } = new(LoginTurn.AtOnce);

    /// <summary>In a row, and how often it may have been one.</summary>
    public int Refusals { get; private set; }

    /// <summary>The login is known to be right, and nothing has spoken against it since.</summary>
    public bool IsTrusted
    {
        get
        {
            lock (access)
            {
                return open.Count > 0 && refusedWhileOpen == 0;
            }
        }
    }

    /// <returns>How long the login is not shown for the stream yet; zero or less when it may be.</returns>
    public TimeSpan Remaining(string stream)
    {
        lock (access)
        {
            var own = holds.TryGetValue(stream, out var hold) ? Remaining(hold) : TimeSpan.Zero;
            var all = hostHold is { } held ? Remaining(held) : TimeSpan.Zero;
            return own > all ? own : all;
        }
    }

    public void Accepted(string stream)
    {
        lock (access)
        {
            open.Add(stream);
            holds.Remove(stream);
            hostHold = null;
            refusedWhileOpen = waits = doubts = Refusals = 0;
        }

        kept?.Forget();
    }

    /// <returns>Whether it may be something else than the login: once, or three times where it was let in before, for a camera may not
    /// know the call.</returns>
    public bool Doubt(string stream)
    {
        lock (access)
        {
            Refusals++;
            return ++doubts <= (open.Contains(stream) ? 3 : 1);
        }
    }

    /// <returns>How long it is not shown again.</returns>
    public TimeSpan Refused(string stream)
    {
        TimeSpan remaining;
        bool isHost;
        lock (access)
        {
            if (open.Remove(stream) && ++refusedWhileOpen > 1)
            {
                open.Clear();
            }

            Refusals++;
            var hold = holds[stream] = new Hold(time.GetTimestamp(), NextWait());
            isHost = open.Count == 0;
            if (isHost && holds.Count > 1)
            {
                HoldHost(hold);
            }

            remaining = Remaining(holds[stream]);
        }

        if (isHost)
        {
            kept?.Keep(remaining);
        }

        return remaining;
    }

    private void HoldHost(Hold hold)
    {
        hostHold = hold;
        foreach (var stream in holds.Keys)
        {
            holds[stream] = hold with { Length = hold.Length + Behind };
        }
    }

    private TimeSpan NextWait()
    {
        var limit = FirstWait * Math.Pow(2, Math.Min(waits++, 8));
        return (limit < LongestWait ? limit : LongestWait) * (1 + random.NextDouble()) / 2;
    }

    private TimeSpan Remaining(Hold hold) => hold.Length - time.GetElapsedTime(hold.Since);

    private readonly record struct Hold(long Since, TimeSpan Length);
}

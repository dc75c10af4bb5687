using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>
/// Whether somebody at the centre may look, and who does: the owner sees it on the page and can pause it. One camera is shown
/// at a time, by one command.
/// </summary>
public sealed class RemoteViewing(AgentDatabase database, CameraPauses cameras, SteadyTime time)
{
    private const string Collection = "remote_viewing";

    private readonly Lock access = new();
    private volatile CameraPause? pause = Find(database)?.Moved(-time.Shift);
    private Look? current;

    /// <summary>The owner's pause that is on now, or null.</summary>
    public CameraPause? Pause => pause is { } kept && kept.IsOnAt(time.GetUtcNow()) ? kept : null;

    /// <summary>Until when the owner's pause lasts, by the clock; null where there is none.</summary>
    public DateTimeOffset? PausedUntil => Pause is { } on ? time.OnClock(on.Until) : null;

    /// <summary>What is being shown to the centre now, or null.</summary>
    public RemoteView? Viewing
    {
        get
        {
            lock (access)
            {
                return current?.View;
            }
        }
    }

    /// <summary>Ends what is being shown, and refuses it for so long.</summary>
    /// <param name="length"><see cref="CameraPause.Longest"/> at most.</param>
    /// <exception cref="IOException">It did not reach the disk; nothing was changed.</exception>
    public void PauseFor(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, CameraPause.Longest);
        var now = time.GetUtcNow();
        Keep(new CameraPause(now, now + length));
        Look? ended;
        lock (access)
        {
            ended = current;
        }

        ended?.End();
    }

    /// <exception cref="IOException">It did not reach the disk; nothing was changed.</exception>
    public void Resume() => Keep(null);

    /// <summary>Why a camera may not be shown now, for the centre's people; null where it may.</summary>
    public string? WhyNot(string camera) =>
        Pause is { } all ? $"the owner has paused remote viewing until {time.OnClock(all.Until):u}"
        : cameras.Find(camera)?.Moved(-time.Shift) is { } one && one.IsOnAt(time.GetUtcNow()) ? $"the owner has paused {camera} until {time.OnClock(one.Until):u}"
        : null;

    /// <summary>Begins to show a camera; dispose what is returned when that is over.</summary>
    /// <param name="refusal">Why not, for the centre's people; null where it may.</param>
    public Look? TryBegin(RemoteView view, out string? refusal)
    {
        lock (access)
        {
            refusal = WhyNot(view.Camera)
                ?? (current is { View: var other } ? $"{other.Command} of {other.Camera} goes on until {other.Until:u}, and only one is shown at a time" : null);
            return refusal is null ? current = new Look(this, view) : null;
        }
    }

    private static CameraPause? Find(AgentDatabase database) =>
        database.Collection<Row>(Collection).FindById(Row.OnlyId) is { } row ? new CameraPause(row.Since, row.Until) : null;

    private void Keep(CameraPause? next)
    {
        if (next is null)
        {
            database.InTransactionOnReserve(() => database.Collection<Row>(Collection).Delete(Row.OnlyId));
        }
        else
        {
            // By the clock: the next run's steady time begins with it.
            var kept = next.Moved(time.Shift);
            database.InTransaction(() => database.Collection<Row>(Collection).Upsert(new Row { Since = kept.Since.UtcDateTime, Until = kept.Until.UtcDateTime }));
        }

        pause = next;
    }

    private void End(Look look)
    {
        lock (access)
        {
            current = current == look ? null : current;
        }
    }

    /// <summary>A camera is being shown.</summary>
    public sealed class Look(RemoteViewing owner, RemoteView view) : IDisposable
    {
        private readonly CancellationTokenSource paused = new();

        public RemoteView View => view;

        /// <summary>Cancelled when the owner pauses remote viewing.</summary>
        public CancellationToken Paused => paused.Token;

        public void Dispose() => owner.End(this);

        internal void End() => paused.Cancel();
    }

    private sealed class Row
    {
        public const int OnlyId = 1;

        public int Id { get; set; } = OnlyId;

        public DateTime Since { get; set; }

        public DateTime Until { get; set; }
    }
}

/// <summary>What is shown to the centre.</summary>
/// <param name="Command">Name of the command by which it is asked for, e.g. <c>live</c>.</param>
/// <param name="RequestId">Of that command.</param>
/// <param name="Until">When it ends at the latest.</param>
public sealed record RemoteView(string Command, string RequestId, string Camera, DateTimeOffset Since, DateTimeOffset Until);

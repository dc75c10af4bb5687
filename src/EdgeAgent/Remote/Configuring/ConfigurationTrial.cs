using EdgeAgent.Storage;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// Tries a configuration that the centre has set, and puts the one before back unless the agent becomes healthy with it. What is
/// decided is on the disk first, so that a kill or a power cut at any moment leads to one of the two configurations.
/// </summary>
/// <param name="configuration">config.json.</param>
public sealed class ConfigurationTrial(string configuration, TimeProvider time)
{
    /// <summary>From the writing of the configuration on.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Of the agent with a configuration on trial; more of them are a crash at each.</summary>
    private const int MostStarts = 3;

    private readonly Lock access = new();
    private readonly TrialFiles files = new(Path.GetFullPath(configuration));
    private volatile Trial? current;

    public string Configuration => files.Configuration;

    /// <summary>The last one; null where the centre has never set a configuration.</summary>
    public Trial? Current => current;

    public bool IsRunning => current is { State: TrialState.Running };

    /// <summary>How much of its time the trial has left, by the clock. A clock that stands before its beginning proves nothing.</summary>
    public static TimeSpan Left(Trial trial, DateTimeOffset now) =>
        now < trial.At ? Limit : TimeSpan.FromTicks(Math.Max(0, (Limit - (now - trial.At)).Ticks));

    /// <summary>Whether another configuration can be set.</summary>
    public bool IsDecided => current is not { State: TrialState.Running or TrialState.Undoing };

    internal SecretsFile Secrets => new(Path.GetDirectoryName(files.Configuration)!);

    /// <summary>Sees at a start of the agent, before it reads its configuration, how the last trial stands.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Settle();
        if (current is { State: TrialState.Undone, Secrets.Count: > 0 } undone && await TryForgetAsync(undone.Secrets, cancellationToken))
        {
            TrySave(undone with { Secrets = [] });
        }
    }

    private void Settle()
    {
        lock (access)
        {
            current = files.Load();
            switch (current)
            {
                case { State: TrialState.Undoing } trial:
                    Undo(trial.Failure ?? new TrialFailure(TrialProblem.NotWritten));
                    break;
                case { State: TrialState.Running } trial when files.Revision != trial.After:
                    End(trial.Before == files.Revision
                        ? trial with { State = TrialState.Undone, Failure = new TrialFailure(TrialProblem.NotWritten) }
                        : trial with { State = TrialState.Overtaken });
                    break;
                case { State: TrialState.Running, Starts: >= MostStarts }:
                    Undo(new TrialFailure(TrialProblem.Restarts));
                    break;
                case { State: TrialState.Running } trial when Left(trial, time.GetUtcNow()) == TimeSpan.Zero:
                    Undo(new TrialFailure(TrialProblem.Away));
                    break;
                case { State: TrialState.Running } trial when !TrySave(trial with { Starts = trial.Starts + 1 }):
                    // Uncounted starts would have no end.
                    Undo(new TrialFailure(TrialProblem.Fails, "the disk does not take how the trial stands"));
                    break;
            }
        }
    }

    /// <summary>Writes a configuration that is to be tried from the next start on.</summary>
    /// <exception cref="IOException">It did not reach the disk; the configuration is as it was.</exception>
    internal void Begin(string requestId, PresentConfiguration present, ProposedConfiguration proposed, IReadOnlyList<string> watching)
    {
        var trial = new Trial(
            requestId,
            time.GetUtcNow(),
            present.Revision,
            PresentConfiguration.RevisionOf(proposed.Content),
            watching,
            [.. proposed.Secrets.Keys]);
        lock (access)
        {
            try
            {
                files.Begin(trial, present.Content, proposed.Content);
                current = trial;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                End(trial with { State = TrialState.Undone, Failure = new TrialFailure(TrialProblem.NotWritten) });
                throw new IOException(error.Message, error);
            }
        }
    }

    /// <summary>The agent is healthy with the configuration.</summary>
    internal void Keep()
    {
        lock (access)
        {
            if (current is { State: TrialState.Running } trial)
            {
                End(trial with { State = TrialState.Kept });
            }
        }
    }

    /// <summary>Puts the configuration before back; it counts from the next start on.</summary>
    public void Undo(TrialFailure failure)
    {
        lock (access)
        {
            if (current is not { State: TrialState.Running or TrialState.Undoing } trial)
            {
                return;
            }

            TrySave(trial with { State = TrialState.Undoing, Failure = failure });
            try
            {
                var isBack = files.Restore(trial.Before);
                End(current with { State = isBack ? TrialState.Undone : TrialState.Overtaken });
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The next start tries again.
            }
        }
    }

    /// <summary>Takes passwords away that came with a configuration and that nothing names any more.</summary>
    /// <returns>Whether they are gone.</returns>
    internal async Task<bool> TryForgetAsync(IEnumerable<string> secrets, CancellationToken cancellationToken)
    {
        try
        {
            await Secrets.ChangeAsync(secrets.ToDictionary(entry => entry, _ => (string?)null), time, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return false;
        }
    }

    private void End(Trial trial) => TrySave(trial with { Decided = time.GetUtcNow() });

    private bool TrySave(Trial trial)
    {
        current = trial;
        try
        {
            files.Save(trial);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

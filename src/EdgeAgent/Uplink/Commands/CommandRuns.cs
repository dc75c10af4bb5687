using EdgeAgent.Storage;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Uplink.Commands;

/// <summary>Who carries out a command.</summary>
internal sealed record Assignment(CommandHandler Handler, bool IsLong);

/// <summary>Carries out commands, notes and answers each: begun, ended, or refused before.</summary>
internal sealed class CommandRuns(CommandLog log, ReplyQueue replies, UplinkMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly Lock access = new();
    private readonly HashSet<Task> running = [];

    /// <summary>How many are being carried out.</summary>
    public int Count
    {
        get
        {
            lock (access)
            {
                return running.Count;
            }
        }
    }

    /// <param name="remark">What else is to be said with the answer, or null.</param>
    public void Start(CommandRequest request, Assignment assignment, string? remark, CancellationToken stoppingToken)
    {
        if (TryBegin(request.RequestId, request.Name, assignment.IsLong ? ReplyState.Accepted : null) is not { } entry)
        {
            return;
        }

        CommandLines.Begun(logger, request.Name, request.RequestId);
        if (assignment.IsLong)
        {
            Answer(entry, ReplyState.Accepted);
        }

        Start(entry, token => assignment.Handler(request, token), remark, stoppingToken);
    }

    public void Start(CommandEntry entry, Func<CancellationToken, Task<CommandAnswer>> run, string? remark, CancellationToken stoppingToken)
    {
        // Begun elsewhere, so that a handler that does not await holds up nobody.
        var task = Task.Run(async () => End(entry, WithRemark(await AnswerOfAsync(entry, run, stoppingToken), remark)), CancellationToken.None);
        lock (access)
        {
            running.Add(task);
        }

        _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Answers a command that is not carried out, now and whenever it comes again.</summary>
    public void Refuse(string requestId, string name, string reason)
    {
        if (TryBegin(requestId, name, null) is { } entry)
        {
            End(entry, CommandAnswer.Refused(reason));
        }
    }

    public void End(CommandEntry entry, CommandAnswer answer)
    {
        try
        {
            log.End(entry, answer, time.GetUtcNow());
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            CommandLines.NotNoted(logger, entry.RequestId, error.Message);
        }

        metrics.Commanded(entry.Name, answer.State);
        CommandLines.Ended(logger, entry.Name, entry.RequestId, answer.State, answer.Reason);
        replies.Post(new ReplyMessage(entry.RequestId, answer.State, answer.Reason, answer.Result));
    }

    /// <summary>Repeats an answer that was given before.</summary>
    public void Answer(CommandEntry entry, ReplyState state)
    {
        try
        {
            replies.Post(new ReplyMessage(entry.RequestId, state, entry.Reason, log.ResultOf(entry)));
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            CommandLines.NotNoted(logger, entry.RequestId, error.Message);
        }
    }

    /// <summary>Returns when all have ended, which they do when they are told to stop.</summary>
    public async Task EndAsync()
    {
        Task[] last;
        lock (access)
        {
            last = [.. running];
        }

        await Task.WhenAll(last);
    }

    private CommandEntry? TryBegin(string requestId, string name, ReplyState? state)
    {
        try
        {
            return log.Begin(requestId, name, time.GetUtcNow(), state);
        }
        catch (Exception error) when (AgentDatabase.IsFailure(error))
        {
            // What is not noted could be carried out twice.
            CommandLines.NotNoted(logger, requestId, error.Message);
            metrics.Commanded(name, ReplyState.Failed);
            replies.Post(new ReplyMessage(requestId, ReplyState.Failed, "it could not be noted on the box's disk and was not begun: send it again later"));
            return null;
        }
    }

    private async Task<CommandAnswer> AnswerOfAsync(CommandEntry entry, Func<CancellationToken, Task<CommandAnswer>> run, CancellationToken stoppingToken)
    {
        try
        {
            return await run(stoppingToken);
        }
        catch (CommandRefusedException refused)
        {
            return CommandAnswer.Refused(refused.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return CommandAnswer.Failed("the agent was stopped meanwhile");
        }
        catch (Exception error)
        {
            // Nobody knows what stands in its text.
            CommandLines.Broke(logger, entry.Name, entry.RequestId, error);
            return CommandAnswer.Failed(AgentDatabase.IsFailure(error) ? "the box's disk does not answer as it should" : "it went wrong on the box, whose log says how");
        }
    }

    private static CommandAnswer WithRemark(CommandAnswer answer, string? remark) =>
        remark is null ? answer : answer with { Reason = answer.Reason is { } reason ? $"{reason} ({remark})" : remark };

    private void Forget(Task task)
    {
        lock (access)
        {
            running.Remove(task);
        }
    }
}

using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote.Configuring;

/// <summary>
/// Decides a trial: the agent is healthy when it has been connected to the broker for a while, with pictures from every
/// camera that gave some before and is still there. A camera that is new, or was down before, is no reason to undo anything.
/// </summary>
/// <param name="isConnected">Whether the broker is connected now.</param>
public sealed partial class TrialJudge(
    ConfigurationTrial trial, StatusBoard board, Func<bool> isConnected, AgentRestart restart, TimeProvider time, ILogger<TrialJudge> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>What fails only when it has run for a moment must not pass for healthy.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource decided = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the command is answered with that began the last trial, when that is decided.</summary>
    public async Task<CommandAnswer> AnswerAsync(CancellationToken cancellationToken)
    {
        if (!trial.IsDecided)
        {
            await decided.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return trial.Current switch
        {
            { State: TrialState.Running or TrialState.Undoing } => CommandAnswer.GoesOn,
            { State: TrialState.Kept } kept => CommandAnswer.Done(new ConfigurationSet(kept.After)),
            { State: TrialState.Undone } undone => CommandAnswer.Failed($"undone, the configuration before counts again: {undone.Failure}"),
            _ => CommandAnswer.Failed("somebody changed the configuration at the box meanwhile, and that counts"),
        };
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (trial.Current is not { } tried)
        {
            return;
        }

        LogTrial(tried.RequestId, tried.At, tried.State, tried.Failure?.ToString() ?? "");
        if (tried.State != TrialState.Running)
        {
            return;
        }

        if (await FailureAsync(tried, stoppingToken) is { } failure)
        {
            trial.Undo(failure);
            LogUndone(tried.RequestId, failure, trial.Current.State);
            if (trial.IsDecided)
            {
                restart.Request();
            }
        }
        else
        {
            trial.Keep();
            LogKept(tried.RequestId);
            decided.TrySetResult();
        }
    }

    /// <returns>Why the agent was not healthy when the time was over; null as soon as it is.</returns>
    private async Task<TrialFailure?> FailureAsync(Trial tried, CancellationToken stoppingToken)
    {
        var began = time.GetTimestamp();
        var left = ConfigurationTrial.Left(tried, time.GetUtcNow());
        long? healthySince = null;
        TrialFailure? failure = null;
        do
        {
            await Task.Delay(LookEvery, time, stoppingToken);
            var now = Look(tried);
            failure = now ?? failure;
            healthySince = now is null ? healthySince ?? time.GetTimestamp() : null;
            if (healthySince is { } since && time.GetElapsedTime(since) >= Steady)
            {
                return null;
            }
        }
        while (time.GetElapsedTime(began) < left);

        return failure ?? new TrialFailure(TrialProblem.Away);
    }

    private TrialFailure? Look(Trial tried)
    {
        if (!isConnected())
        {
            return new TrialFailure(TrialProblem.Broker);
        }

        var down = tried.Watching.Except(board.Cameras.Where(IsWell).Select(camera => camera.Id)).ToList();
        return down.Count == 0 ? null : new TrialFailure(TrialProblem.Cameras, string.Join(", ", down));
    }

    private static bool IsWell(CameraStatus camera) => camera.HasPictures || camera.State is CameraState.Paused or CameraState.Finished;

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration of the centre (request {Request}, {At:u}): {State} {Failure}")]
    private partial void LogTrial(string request, DateTimeOffset at, TrialState state, string failure);

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration of the centre (request {Request}): the agent is healthy with it")]
    private partial void LogKept(string request);

    [LoggerMessage(Level = LogLevel.Error, Message = "Configuration of the centre (request {Request}) is not healthy, {Failure}: {State}")]
    private partial void LogUndone(string request, TrialFailure failure, TrialState state);
}

using EdgeAgent.Configuration;
using EdgeAgent.Remote.Configuring;

namespace EdgeAgent.Hosting;

/// <summary>
/// Runs of the agent, one after the other: another one begins where the configuration was changed by the centre, or the one
/// before was put back. A run with a configuration on trial that fails is no end of the process: the trial is.
/// </summary>
internal sealed class AgentRuns(ConfigurationTrial trial)
{
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await trial.SettleAsync(cancellationToken);
            if (await TryRunAsync(cancellationToken) is { } code)
            {
                return code;
            }
        }
    }

    /// <returns>Null where another run is to follow.</returns>
    private async Task<int?> TryRunAsync(CancellationToken cancellationToken)
    {
        var isOnTrial = trial.IsRunning;
        try
        {
            await using var app = await StorageWait.BuildAsync(ConfigurationFile.Load(trial.Configuration), trial, cancellationToken);
            if (app is null)
            {
                return 0;
            }

            var code = await RunCommand.RunAsync(app, cancellationToken);
            var isToFollow = app.Services.GetRequiredService<AgentRestart>().IsRequested && !cancellationToken.IsCancellationRequested;
            return isToFollow && await RunCommand.HasEndedAsync(app) ? null
                : code == RunCommand.Failed && isOnTrial && HasUndone("one of its services failed") ? null
                : code;
        }
        catch (Exception error) when (isOnTrial && !cancellationToken.IsCancellationRequested && HasUndone(error.Message))
        {
            return null;
        }
    }

    private bool HasUndone(string problem)
    {
        if (!trial.IsRunning)
        {
            return false;
        }

        trial.Undo(new TrialFailure(TrialProblem.Fails, problem));
        return trial.IsDecided;
    }
}

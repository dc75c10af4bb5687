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
        try
        {
            await using var app = AgentHost.Build(ConfigurationFile.Load(trial.Configuration), trial);
            var code = await RunCommand.RunAsync(app, cancellationToken);
            if (code == RunCommand.Failed && HasUndone("one of its services failed"))
            {
                return null;
            }

            var isToFollow = app.Services.GetRequiredService<AgentRestart>().IsRequested && !cancellationToken.IsCancellationRequested;
            return isToFollow ? null : code;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && HasUndone(error.Message))
        {
            return null;
        }
    }

    private bool HasUndone(string problem)
    {
        if (trial.IsRunning)
        {
            trial.Undo(new TrialFailure(TrialProblem.Fails, problem));
            return !trial.IsRunning;
        }

        return false;
    }
}

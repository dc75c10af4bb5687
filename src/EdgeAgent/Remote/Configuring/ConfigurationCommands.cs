using EdgeAgent.Configuration;
using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote.Configuring;

/// <summary>The commands config-get and config-set.</summary>
public sealed partial class ConfigurationCommands(
    ConfigurationTrial trial, TrialJudge judge, StatusBoard board, AgentRestart restart, TimeProvider time, ILogger<ConfigurationCommands> logger)
{
    private const int MostProblems = 30;
    private const int LongestProblem = 300;

    private readonly SemaphoreSlim one = new(1);

    /// <summary>Call before the agent connects: what an earlier run has begun is answered too.</summary>
    public void Register(CommandDesk desk)
    {
        desk.Handle("config-get", (_, _) => Task.FromResult(Get()));
        desk.Handle("config-set", SetAsync, isLong: true);
        if (trial.Current is { } last)
        {
            desk.TakeUp(last.RequestId, judge.AnswerAsync);
        }
    }

    internal CommandAnswer Get()
    {
        var present = Present();
        return CommandAnswer.Done(new ConfigurationShown(present.Revision, ShownConfiguration.Of(present)));
    }

    /// <summary>Where something was written this run of the agent ends, and the next one answers.</summary>
    /// <exception cref="CommandRefusedException">Not asked for as it must be.</exception>
    internal async Task<CommandAnswer> SetAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var wanted = request.Read<ConfigurationToSet>();
        await one.WaitAsync(cancellationToken);
        try
        {
            if (await ApplyAsync(request.RequestId, wanted, cancellationToken) is { } answer)
            {
                return answer;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return CommandAnswer.Failed($"cannot be written: {error.Message}");
        }
        finally
        {
            one.Release();
        }

        LogSet(request.RequestId);
        restart.Request();
        return CommandAnswer.GoesOn;
    }

    /// <returns>Null when the configuration is written and is to be tried.</returns>
    private async Task<CommandAnswer?> ApplyAsync(string requestId, ConfigurationToSet wanted, CancellationToken cancellationToken)
    {
        if (!trial.IsDecided)
        {
            return CommandAnswer.Refused("another configuration is being tried; wait for its answer");
        }

        var present = Present();
        if (wanted.Revision != present.Revision)
        {
            return CommandAnswer.Refused("the configuration was changed since that revision; get it anew");
        }

        var proposed = Proposed(present, wanted);
        if (!proposed.IsChange)
        {
            return CommandAnswer.Done(new ConfigurationSet(present.Revision), "that is the configuration already");
        }

        if (proposed.Secrets.Count > 0)
        {
            await trial.Secrets.ChangeAsync(proposed.Secrets, time, cancellationToken);
        }

        var cameras = proposed.Options.Cameras.Select(camera => camera.Id).ToHashSet();
        try
        {
            trial.Begin(
                requestId, present, proposed, [.. board.Cameras.Where(camera => camera.HasPictures && cameras.Contains(camera.Id)).Select(camera => camera.Id)]);
            return null;
        }
        catch (IOException)
        {
            await trial.TryForgetAsync(proposed.Secrets.Keys, cancellationToken);
            throw;
        }
    }

    private PresentConfiguration Present()
    {
        try
        {
            return PresentConfiguration.Read(trial.Configuration);
        }
        catch (ConfigurationException error)
        {
            throw new CommandRefusedException($"the box's configuration cannot be used as it stands there now: {Words(error)}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"the box's configuration cannot be read: {error.Message}");
        }
    }

    private ProposedConfiguration Proposed(PresentConfiguration present, ConfigurationToSet wanted)
    {
        try
        {
            return ProposedConfiguration.Of(present, wanted.Config, trial.Secrets);
        }
        catch (ConfigurationException error)
        {
            throw new CommandRefusedException(Words(error));
        }
    }

    // An answer has to fit into a packet, whatever was sent.
    private static string Words(ConfigurationException error)
    {
        var problems = error.Problems.Select(problem => problem.ToString())
            .Select(Short)
            .ToList();
        var rest = problems.Count > MostProblems ? $"\nand {problems.Count - MostProblems} more" : "";
        return string.Join('\n', problems.Take(MostProblems)) + rest;
    }

    // Half of a surrogate pair is no text.
    private static string Short(string text) => text.Length <= LongestProblem
        ? text
        : text[..(char.IsHighSurrogate(text[LongestProblem - 1]) ? LongestProblem - 1 : LongestProblem)] + "…";

    [LoggerMessage(Level = LogLevel.Warning, Message = "The centre has set the configuration (request {Request}): the agent restarts to try it")]
    private partial void LogSet(string request);
}

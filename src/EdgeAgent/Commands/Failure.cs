using System.CommandLine;
using EdgeAgent.Commands.Acceptance;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Video;

namespace EdgeAgent.Commands;

/// <summary>Turns what a verb may fail with into a message and the right exit code, instead of a stack trace.</summary>
public static class Failure
{
    private const int Wrong = 1;
    internal const int WrongUsage = 2;

    /// <returns>The verb's own exit code, 1 when something is wrong, 2 for wrong usage or configuration.</returns>
    public static async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> verb)
    {
        var errors = parsed.InvocationConfiguration.Error;
        try
        {
            return await verb();
        }
        catch (ConfigurationException error)
        {
            await errors.WriteLineAsync($"{CheckTexts.Summary("verdict.broken")}{Environment.NewLine}{error.Message}");
            return WrongUsage;
        }
        catch (UsageException error)
        {
            await errors.WriteLineAsync(error.Message);
            return WrongUsage;
        }
        catch (Exception error) when (error is ModelUnusableException or StreamException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(error.Message);
            return Wrong;
        }
        catch (OperationCanceledException)
        {
            return Wrong;
        }
    }

    /// <summary>The same for a verb that waits for nothing.</summary>
    public static int Guard(ParseResult parsed, Func<int> verb) =>
        GuardAsync(parsed, () => Task.FromResult(verb())).GetAwaiter().GetResult();
}

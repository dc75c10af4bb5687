using System.CommandLine;
using EdgeAgent.Detection;

namespace EdgeAgent.Commands;

/// <summary>Says in one line what is wrong with a model, instead of a stack trace.</summary>
internal static class ModelFailure
{
    /// <returns>The verb's own exit code, or 1.</returns>
    public static async Task<int> GuardAsync(ParseResult parsed, Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ModelUnusableException error)
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    /// <returns>The verb's own exit code, or 1.</returns>
    public static int Guard(ParseResult parsed, Func<int> verb) =>
        GuardAsync(parsed, () => Task.FromResult(verb())).GetAwaiter().GetResult();
}

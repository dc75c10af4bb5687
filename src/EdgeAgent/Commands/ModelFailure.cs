using EdgeAgent.Detection;

namespace EdgeAgent.Commands;

/// <summary>Says in one line what is wrong with a model, instead of a stack trace.</summary>
internal static class ModelFailure
{
    /// <returns>The verb's own exit code, or 1.</returns>
    public static int Guard(Func<int> verb) => GuardAsync(() => Task.FromResult(verb())).GetAwaiter().GetResult();

    /// <returns>The verb's own exit code, or 1.</returns>
    public static async Task<int> GuardAsync(Func<Task<int>> verb)
    {
        try
        {
            return await verb();
        }
        catch (ModelUnusableException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}

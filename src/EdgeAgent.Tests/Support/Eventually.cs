namespace EdgeAgent.Tests.Support;

/// <summary>
/// Waits until something that other processes bring about has come true. Only for journeys with real processes;
/// whatever runs in the test's own process gets a FakeTimeProvider instead.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <param name="condition">Looked at every 50 ms.</param>
    /// <param name="what">What is waited for, for the message of the failure.</param>
    /// <param name="within">The bound that only a broken program reaches; 60 s by default.</param>
    public static async Task Holds(Func<bool> condition, string what, TimeSpan? within = null) =>
        await Finds<object>(() => Task.FromResult(condition() ? new object() : null), what, within);

    /// <summary>The first value that is not null.</summary>
    public static async Task<T> Finds<T>(Func<Task<T?>> look, string what, TimeSpan? within = null)
        where T : class
    {
        var bound = within ?? Generous;
        var began = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Step, TimeProvider.System);
        do
        {
            if (await look() is { } found)
            {
                return found;
            }
        }
        while (TimeProvider.System.GetElapsedTime(began) < bound && await timer.WaitForNextTickAsync());

        throw new AssertionException($"Not within {bound.TotalSeconds:0} s: {what}");
    }
}

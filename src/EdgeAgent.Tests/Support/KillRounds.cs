using System.Globalization;

namespace EdgeAgent.Tests.Support;

/// <summary>Rounds of a test that kills a process at random moments: one in the suite, and as many as <c>install/endurance-kills.sh</c> asks for.</summary>
internal static class KillRounds
{
    /// <param name="variable">Environment variable that holds how many kills there are to be.</param>
    /// <param name="kills">Of one round.</param>
    /// <param name="seed">Of the first round's random moments.</param>
    /// <returns>The seed of each round.</returns>
    public static IEnumerable<int> Of(string variable, int kills, int seed) => Enumerable.Range(seed, Math.Max(1, (Wanted(variable) + kills - 1) / kills));

    private static int Wanted(string variable) => int.Parse(Environment.GetEnvironmentVariable(variable) ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);
}

namespace EdgeAgent.Tests.Support;

/// <summary>An address of this machine alone that nobody else listens at, for ports that cannot be chosen.</summary>
internal static class FreeAddress
{
    /// <summary>One of the loopback's 16 million, so that two test runs at once do not meet.</summary>
    public static string Next() => $"127.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}.{Random.Shared.Next(1, 255)}";
}

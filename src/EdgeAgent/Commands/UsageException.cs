namespace EdgeAgent.Commands;

/// <summary>The verb was called in a way that cannot be; exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);

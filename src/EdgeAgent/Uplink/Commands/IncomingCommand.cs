namespace EdgeAgent.Uplink.Commands;

/// <summary>A command as it came.</summary>
/// <param name="Name">Last level of its topic; may be anything.</param>
/// <param name="Retained">It may have lain at the broker, and would come again.</param>
internal sealed record IncomingCommand(string Name, ReadOnlyMemory<byte> Body, bool Retained);

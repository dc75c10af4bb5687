namespace EdgeAgent.Uplink.Commands;

/// <summary>Where the centre's commands come in and are answered.</summary>
public sealed class CommandDesk
{
    private readonly Dictionary<string, (CommandHandler Handler, bool IsLong)> handlers = [];

    /// <summary>Says who carries out a command. To be called before the agent connects.</summary>
    /// <param name="isLong">It is answered with accepted at once, and with the handler's answer when that ends.</param>
    public void Handle(string name, CommandHandler handler, bool isLong = false) => handlers.Add(name, (handler, isLong));

    /// <summary>
    /// Goes on with a long command that an earlier run of the agent has begun: it is answered with what the task gives. To be
    /// called before the agent connects; whatever else was begun and not ended is then answered as failed.
    /// </summary>
    public void TakeUp(string requestId, Func<CancellationToken, Task<CommandAnswer>> goOn)
    {
        _ = requestId;
        _ = goOn;
        throw new NotImplementedException();
    }
}

namespace EdgeAgent.Uplink;

/// <summary>One run of the agent, as central systems tell it from the run before.</summary>
/// <param name="Id">Unique; later runs sort behind earlier ones.</param>
/// <param name="Since">When the run began.</param>
public sealed record Boot(string Id, DateTimeOffset Since)
{
    public static string AgentVersion { get; } = typeof(Boot).Assembly.GetName().Version!.ToString(3);

    public static Boot At(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("n"), now);
}

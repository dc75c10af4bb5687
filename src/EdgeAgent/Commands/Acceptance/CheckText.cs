namespace EdgeAgent.Commands.Acceptance;

/// <summary>What people read, in Chinese and English.</summary>
public sealed record CheckText(string Zh, string En)
{
    public override string ToString() => $"{Zh} | {En}";
}

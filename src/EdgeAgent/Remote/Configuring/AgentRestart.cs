namespace EdgeAgent.Remote.Configuring;

/// <summary>Has this run of the agent end in order and another begin in the same process, which reads the configuration anew.</summary>
public sealed class AgentRestart(IHostApplicationLifetime lifetime)
{
    private volatile bool isRequested;

    public bool IsRequested => isRequested;

    public void Request()
    {
        isRequested = true;
        lifetime.StopApplication();
    }
}

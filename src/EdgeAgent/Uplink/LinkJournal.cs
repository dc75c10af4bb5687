namespace EdgeAgent.Uplink;

/// <summary>Keeps the state of the link for whoever asks, and writes each change of it to the log once.</summary>
internal sealed class LinkJournal(string clientId, UplinkMetrics metrics, TimeProvider time, ILogger log)
{
    private volatile LinkStatus status = new(false, time.GetUtcNow(), null);
    private string? logged;
    private bool everConnected;

    public LinkStatus Status => status;

    public void Up(ConnectedBroker broker, int? waiting)
    {
        status = new LinkStatus(true, time.GetUtcNow(), null) { Broker = broker };
        logged = null;
        if (everConnected)
        {
            metrics.Reconnected();
        }

        everConnected = true;
        UplinkLog.Connected(log, broker.Address, broker.Place, clientId, waiting);
    }

    /// <summary>This box stays away for a while, so as not to fight with another over its name.</summary>
    public void GaveWay(Rival rival, TimeSpan wait)
    {
        metrics.GaveWay();
        UplinkLog.GaveWay(log, clientId, rival.Times, rival.Since, Math.Round(wait.TotalMinutes, 1));
    }

    public void MovesTo(string address) => UplinkLog.MovesTo(log, address);

    /// <summary>The connection is over, for a reason that may be told later.</summary>
    public void Down() => status = new LinkStatus(false, time.GetUtcNow(), null);

    public void Down(Exception error)
    {
        status = status with { Connected = false, Reason = error.Message };
        if (IsNews(error))
        {
            UplinkLog.Down(log, error.Message);
        }
    }

    /// <summary>Connected, but nothing gets through.</summary>
    public void Held(Exception error)
    {
        status = status with { Reason = error.Message };
        if (IsNews(error))
        {
            UplinkLog.Held(log, error.Message);
        }
    }

    public void Flowing()
    {
        if (status.Reason is not null)
        {
            status = status with { Reason = null };
            logged = null;
        }
    }

    private bool IsNews(Exception error)
    {
        if (logged == error.Message)
        {
            return false;
        }

        logged = error.Message;
        return true;
    }
}

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The camera's clock, which is often wrong.</summary>
internal sealed class DeviceClock(OnvifSetup setup)
{
    /// <summary>What the camera takes for UTC.</summary>
    public DateTimeOffset Utc => setup.Time.GetUtcNow() + setup.ClockOffset;

    /// <summary>What it tells others as UTC.</summary>
    public DateTimeOffset Told => setup.Has(OnvifQuirks.LocalTimeAsUtc) ? Utc + OnvifSetup.LocalZone : Utc;

    /// <summary>What it compares a token's time with.</summary>
    public DateTimeOffset ForTokens => setup.Has(OnvifQuirks.TokenAgainstLocalTime) ? Utc + OnvifSetup.LocalZone : Utc;
}

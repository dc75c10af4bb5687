namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera's clock shows.</summary>
/// <param name="Utc">What the camera takes for UTC; some take their local time for it.</param>
/// <param name="Offset">How far <paramref name="Utc"/> is ahead of our clock.</param>
/// <param name="LocalOffset">How far its local time, read as if it were UTC, is ahead of our clock; null where it does not say.</param>
public sealed record DeviceClock(DateTimeOffset Utc, TimeSpan Offset, TimeSpan? LocalOffset);

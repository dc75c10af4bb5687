using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// The time that tokens for a camera are signed with. The camera's clock is asked once, without a login; a camera that
/// does not tell gets our time.
/// </summary>
internal sealed class SigningClock(Uri deviceService, TimeProvider time)
{
    /// <summary>No camera minds so little.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(5);

    /// <summary>The greatest offset of a time zone.</summary>
    private static readonly TimeSpan ZoneAtMost = TimeSpan.FromHours(14);

    private DeviceClock? clock;

    public void Forget() => clock = null;

    /// <exception cref="OnvifException">The camera does not tell.</exception>
    public async Task<DeviceClock> ReadAsync(SoapChannel channel, CancellationToken cancellationToken)
    {
        var reply = await channel.AskAsync(deviceService, new XElement(OnvifNames.Device + "GetSystemDateAndTime"), cancellationToken);
        return DeviceClock.Read(reply.Take(), time.GetUtcNow())
            ?? throw new OnvifException(OnvifFailure.NotOnvif, $"{deviceService.Authority} shows a time that is none");
    }

    /// <summary>Ways of signing that differ, the most likely first.</summary>
    public async Task<IEnumerable<LoginWay>> WaysAsync(SoapChannel channel, CancellationToken cancellationToken)
    {
        var known = await ClockAsync(channel, cancellationToken);
        // The offset of a time zone hints at local time told as UTC; another at a clock that is wrong, which the camera goes by.
        LoginWay[] ways = known.Offset.Duration() < ZoneAtMost + Same
            ? [LoginWay.TokenAtItsTime, LoginWay.TokenAtOurTime, LoginWay.TokenAtItsLocalTime]
            : [LoginWay.TokenAtItsTime, LoginWay.TokenAtItsLocalTime, LoginWay.TokenAtOurTime];
        List<(LoginWay Way, TimeSpan Offset)> different = [];
        foreach (var way in ways)
        {
            var offset = Offset(way, known);
            if (!different.Exists(other => (other.Offset - offset).Duration() < Same))
            {
                different.Add((way, offset));
            }
        }

        return different.Select(each => each.Way);
    }

    /// <summary>The time to sign with.</summary>
    public async Task<DateTimeOffset> NowAsync(LoginWay way, SoapChannel channel, CancellationToken cancellationToken) =>
        time.GetUtcNow() + Offset(way, await ClockAsync(channel, cancellationToken));

    private static TimeSpan Offset(LoginWay way, DeviceClock known) => way switch
    {
        LoginWay.TokenAtItsTime => known.Offset,
        LoginWay.TokenAtItsLocalTime => known.LocalOffset ?? known.Offset,
        _ => TimeSpan.Zero,
    };

    private async Task<DeviceClock> ClockAsync(SoapChannel channel, CancellationToken cancellationToken)
    {
        try
        {
            return clock ??= await ReadAsync(channel, cancellationToken);
        }
        catch (OnvifException)
        {
            return clock = new DeviceClock(time.GetUtcNow(), TimeSpan.Zero, null);
        }
    }
}

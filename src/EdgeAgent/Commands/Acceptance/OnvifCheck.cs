using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>What a camera says of itself over ONVIF, and its clock.</summary>
internal static class OnvifCheck
{
    private static readonly TimeSpan ClockMayDiffer = TimeSpan.FromMinutes(1);

    public static async Task<(OnvifDevice? Device, IReadOnlyList<CheckLine> Lines)> RunAsync(
        OnvifOptions options, CameraLogin? login, LoginGate gate, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = OnvifAddress.DeviceService(options.Address);
        var client = new OnvifClient(place, login, gate, time);
        try
        {
            await new CameraIdentity(options.Endpoint, time).CheckAsync(place, cancellationToken);
            var device = await client.GetDeviceAsync(cancellationToken);
            var named = CheckLine.Ok(
                "camera.device", ("manufacturer", device.Manufacturer), ("model", device.Model), ("firmware", device.Firmware), ("serial", device.SerialNumber));
            var ahead = await AheadAsync(client, cancellationToken);
            return (device, ahead.Duration() > ClockMayDiffer ? [named, CheckLine.Warn("camera.clock", ("seconds", ahead.TotalSeconds))] : [named]);
        }
        catch (OnvifException error) when (error.Reason is OnvifFailure.Unreachable or OnvifFailure.NotOnvif && options.Endpoint is not null)
        {
            // It may have another address by now, under which its streams are looked for next.
            return (null, [CheckLine.Warn("camera.moved", ("address", options.Address), ("reason", error.Message))]);
        }
        catch (OnvifException error) when (error.Reason is OnvifFailure.AnotherCamera)
        {
            return (null, [CheckLine.Warn("camera.another", ("reason", error.Message))]);
        }
        catch (OnvifException error)
        {
            return (null, [Explain(error)]);
        }
    }

    /// <summary>None of a camera that does not tell its time, or only to those who are logged in.</summary>
    private static async Task<TimeSpan> AheadAsync(OnvifClient client, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetClockAsync(cancellationToken)).Offset;
        }
        catch (OnvifException)
        {
            return TimeSpan.Zero;
        }
    }

    public static CheckLine Explain(OnvifException error) => CheckLine.Fail(
        error.Reason switch
        {
            OnvifFailure.LoginRefused => error.IsHeldBack ? "camera.loginHeldBack" : "camera.onvifLoginRefused",
            OnvifFailure.Unreachable => "camera.onvifUnreachable",
            OnvifFailure.AnotherCamera => "camera.anotherOnly",
            OnvifFailure.NoSuchProfile => "camera.onvifNoProfile",
            _ => "camera.onvifFailed",
        },
        ("reason", error.Message));
}

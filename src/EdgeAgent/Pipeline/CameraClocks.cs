using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>
/// What the cameras' clocks say of the box's. Those with ONVIF are asked now and then, without a login. One is no witness
/// that was never set, or that takes the workshop's local time for UTC, as some do.
/// </summary>
/// <param name="zone">The workshop's.</param>
public sealed class CameraClocks(IReadOnlyList<CameraOptions> cameras, TimeZoneInfo zone, SteadyTime time) : BackgroundService
{
    /// <summary>Clocks that differ by no more show the same time: few cameras have a time server.</summary>
    public static readonly TimeSpan Same = TimeSpan.FromMinutes(1);

    private const int FewestWitnesses = 2;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile IReadOnlyList<Reading> readings = [];

    /// <summary>How far each camera's clock is ahead of the box's as it is now; those that do not tell are left out.</summary>
    public IReadOnlyList<CameraOffset> Offsets
    {
        get
        {
            var shift = time.Shift;
            return [.. readings.Select(reading => new CameraOffset(reading.Camera, reading.Clock.Offset - shift))];
        }
    }

    /// <summary>Whether the cameras, two at least and most of them, show the box's time.</summary>
    /// <returns>False where they agree on another; null where they do not agree or are too few.</returns>
    public bool? Agree()
    {
        var shift = time.Shift;
        var offsets = readings.Where(IsWitness).Select(reading => reading.Clock.Offset - shift).Order().ToList();
        if (offsets.Count < FewestWitnesses)
        {
            return null;
        }

        var middle = offsets[offsets.Count / 2];
        var agreeing = offsets.Count(offset => (offset - middle).Duration() <= Same);
        return agreeing < FewestWitnesses || agreeing * 2 <= offsets.Count ? null : middle.Duration() <= Same;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            do
            {
                await AskAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    internal async Task AskAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(cameras.Where(camera => camera.Onvif is not null).Select(camera => AskAsync(camera, cancellationToken)));
        readings = [.. answers.OfType<Reading>()];
    }

    private async Task<Reading?> AskAsync(CameraOptions camera, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return new Reading(camera.Id, await new OnvifClient(OnvifAddress.DeviceService(camera.Onvif!.Address), time).GetClockAsync(either.Token));
        }
        catch (Exception error) when (error is OnvifException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private bool IsWitness(Reading reading)
    {
        var clock = reading.Clock;
        var takesLocalForUtc = zone.GetUtcOffset(clock.Utc) is var ahead && ahead != TimeSpan.Zero
            && (clock.Offset - time.Shift - ahead).Duration() <= Same && (clock.LocalOffset is null || clock.LocalOffset == clock.Offset);
        return SystemClock.IsPlausible(clock.Utc) && !takesLocalForUtc;
    }

    /// <param name="Clock">Its offsets are from steady time.</param>
    private sealed record Reading(string Camera, DeviceClock Clock);
}

/// <param name="Camera">Its id.</param>
/// <param name="Ahead">How far its clock is ahead of the box's.</param>
public sealed record CameraOffset(string Camera, TimeSpan Ahead);

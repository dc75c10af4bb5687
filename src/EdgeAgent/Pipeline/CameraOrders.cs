using EdgeAgent.Storage;

namespace EdgeAgent.Pipeline;

/// <summary>Carries out what people ask of one camera. For the camera's own loop only.</summary>
internal sealed partial class CameraOrders(
    string camera,
    CameraControl control,
    CameraPauses pauses,
    Vision vision,
    ViewMemory memory,
    CameraMonitor monitor,
    SteadyTime time,
    ILogger<CameraOrders> logger)
{
    // By steady times, so that it lasts as long as was wanted; kept as the clock shows them.
    private CameraPause? pause = pauses.Find(camera)?.Moved(-time.Shift);

    /// <summary>The pause that is on now, or null.</summary>
    public CameraPause? Pause => pause is not null && pause.IsOnAt(time.GetUtcNow()) ? pause : null;

    public void Serve() => control.Serve(CarryOut);

    /// <summary>There will be no loop any more.</summary>
    public void Close() => control.Close();

    private bool CarryOut(CameraOrder order) => order switch
    {
        CameraOrder.Pause { Length: var length } when Pause is null && length > TimeSpan.Zero && length <= CameraPause.Longest => Begin(length),
        CameraOrder.Resume when Pause is not null => End(),
        CameraOrder.AcceptView when monitor.State == CameraState.Moved => AcceptView(),
        _ => false,
    };

    private bool Begin(TimeSpan length)
    {
        var now = time.GetUtcNow();
        var begun = new CameraPause(now, now + length);
        pauses.Put(camera, begun.Moved(time.Shift));
        pause = begun;
        LogPaused(camera, time.OnClock(begun.Until));
        return true;
    }

    private bool End()
    {
        pauses.Remove(camera);
        pause = null;
        LogResumed(camera);
        return true;
    }

    private bool AcceptView()
    {
        vision.AcceptView();
        memory.KeepNow(vision.View);
        LogViewAccepted(camera);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera}: paused until {Until:u} on the page")]
    private partial void LogPaused(string camera, DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera}: resumed on the page")]
    private partial void LogResumed(string camera);

    [LoggerMessage(Level = LogLevel.Information, Message = "Camera {Camera}: its new view was accepted on the page")]
    private partial void LogViewAccepted(string camera);
}

using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>Keeps over restarts what is learnt of one camera's view. For the camera's own loop only.</summary>
internal sealed partial class ViewMemory(string camera, ViewReferences files, TimeProvider time, ILogger<ViewMemory> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    // What is learnt is copied to be kept: too dear for each picture.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);

    private ViewReference? kept;
    private long keptAt;
    private long? lookedAt;

    /// <summary>Null where nothing is known or can be read: then the view is learnt anew.</summary>
    public ViewReference? Recall()
    {
        try
        {
            return kept = files.Load(camera);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            LogForgotten(camera, error.Message);
            return null;
        }
    }

    /// <summary>Call for each picture. Writes at once what is learnt for the first time, and what changes later now and then.</summary>
    /// <param name="learnt">Gives what is learnt by now.</param>
    public void Keep(Func<ViewReference> learnt)
    {
        if (lookedAt is { } last && time.GetElapsedTime(last) < LookInterval)
        {
            return;
        }

        lookedAt = time.GetTimestamp();
        var view = learnt();
        var isFirst = (view.Day is not null && kept?.Day is null) || (view.Infrared is not null && kept?.Infrared is null);
        if (isFirst || (view != ViewReference.None && time.GetElapsedTime(keptAt) >= Interval))
        {
            KeepNow(view);
        }
    }

    public void KeepNow(ViewReference view)
    {
        (kept, keptAt) = (view, time.GetTimestamp());
        try
        {
            files.Save(camera, view);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotKept(camera, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: its view is learnt anew ({Problem})")]
    private partial void LogForgotten(string camera, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera}: what its view looks like cannot be kept ({Problem})")]
    private partial void LogNotKept(string camera, string problem);
}

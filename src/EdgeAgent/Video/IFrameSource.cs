namespace EdgeAgent.Video;

/// <summary>Where pictures come from: a live camera or a recorded clip.</summary>
public interface IFrameSource
{
    /// <summary>
    /// True where pictures come whether or not anybody takes them, so that one that comes too late must be dropped.
    /// False where the source waits for its reader and every picture is worked on.
    /// </summary>
    bool IsLive { get; }

    /// <summary>Pictures until the source ends. Each frame belongs to the reader.</summary>
    /// <exception cref="StreamException">The source failed; the reason is typed.</exception>
    IAsyncEnumerable<Frame> ReadAsync(CancellationToken cancellationToken);
}

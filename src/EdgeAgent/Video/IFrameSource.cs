namespace EdgeAgent.Video;

/// <summary>Where pictures come from: a live camera or a recorded clip.</summary>
public interface IFrameSource
{
    /// <summary>Pictures left out so far because a newer one was there before anybody took them.</summary>
    long Dropped { get; }

    /// <summary>Pictures until the source ends. Each frame belongs to the reader.</summary>
    /// <exception cref="StreamException">The source failed; the reason is typed.</exception>
    IAsyncEnumerable<Frame> ReadAsync(CancellationToken cancellationToken);
}

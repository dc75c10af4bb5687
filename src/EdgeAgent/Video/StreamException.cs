using EdgeAgent.Cameras;

namespace EdgeAgent.Video;

/// <summary>Why a stream gives no pictures.</summary>
public enum StreamFailure
{
    /// <summary>Nobody answers at the address, or the connection broke.</summary>
    Unreachable,

    /// <summary>Another camera than the configured one has its address.</summary>
    AnotherCamera,

    /// <summary>The camera wants another login.</summary>
    LoginRefused,

    /// <summary>The camera answers but does not know the path.</summary>
    NoSuchStream,

    /// <summary>The camera does not send over the transport that was asked for.</summary>
    TransportRefused,

    /// <summary>ffmpeg cannot decode what the camera sends.</summary>
    UnsupportedCodec,

    /// <summary>What arrives is no video.</summary>
    Garbage,

    /// <summary>The camera answers, but no picture came for too long.</summary>
    Stalled,

    /// <summary>The stream was closed by the other side.</summary>
    Ended,

    /// <summary>The clip or ffmpeg itself is missing or may not be read on this box.</summary>
    NotInstalled,

    /// <summary>ffmpeg said something that is not known yet; the message holds its words.</summary>
    Unknown,
}

/// <summary>A source of pictures failed. The message never holds a login.</summary>
public sealed class StreamException(StreamFailure reason, string message) : Exception(message)
{
    public StreamFailure Reason => reason;

    /// <summary>How long the login is not shown again; null where that does not matter.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The login was not shown at all this time, see <see cref="LoginGate"/>.</summary>
    public bool IsHeldBack { get; init; }
}

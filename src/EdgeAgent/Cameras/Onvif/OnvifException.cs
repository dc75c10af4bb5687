namespace EdgeAgent.Cameras.Onvif;

/// <summary>Why a camera did not give what it was asked for.</summary>
public enum OnvifFailure
{
    /// <summary>Nobody answers at the address, or the connection broke.</summary>
    Unreachable,

    /// <summary>Another camera than the configured one has its address now, or may have it.</summary>
    AnotherCamera,

    /// <summary>The camera wants another login, or one at all.</summary>
    LoginRefused,

    /// <summary>Something answers, but it does not speak ONVIF, or what it says cannot be read.</summary>
    NotOnvif,

    /// <summary>The camera answered that it cannot or will not.</summary>
    Refused,

    /// <summary>The camera offers no video profile, or not the one that was asked for.</summary>
    NoSuchProfile,
}

/// <summary>A camera did not give what it was asked for. The message is for people and never holds a login.</summary>
public sealed class OnvifException(OnvifFailure reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public OnvifFailure Reason => reason;

    /// <summary>How long the login is not shown again; null where that does not matter.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The login was not shown at all this time, see <see cref="LoginGate"/>.</summary>
    public bool IsHeldBack { get; init; }
}

namespace EdgeAgent.Recording;

/// <summary>Whether a camera is recorded, or why not; the worse, the later.</summary>
public enum RecordingActivity
{
    /// <summary>It is not to be: a recorded clip, or the schedule says never.</summary>
    Off,

    Recording,

    /// <summary>There is no connection to it yet.</summary>
    Connecting,

    /// <summary>The stream that is to be recorded does not come.</summary>
    NoStream,

    /// <summary>The disk has no room beside what must stay free.</summary>
    DiskFull,

    /// <summary>The disk does not take it.</summary>
    DiskFails,
}

/// <summary>One camera's recording at one moment.</summary>
/// <param name="Reason">Why it is not recorded, for technicians; null while it is.</param>
/// <param name="Lost">How much came from the camera that should have been recorded and was not, since the start.</param>
public sealed record RecordingState(RecordingActivity Activity, string? Reason, TimeSpan Lost)
{
    internal static RecordingState Of(CameraStreams streams)
    {
        // The sub stream beside an H.265 main stream is for browsers; a camera without it is recorded all the same.
        return streams.Best is { } best && streams.Records(best)
            ? new RecordingState(best.Activity, best.WhyNot, best.Lost)
            : new RecordingState(RecordingActivity.Off, null, TimeSpan.Zero);
    }
}

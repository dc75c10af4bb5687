using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;
using EdgeAgent.Video;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Outcome of one acceptance test.</summary>
/// <param name="Site">City, county and site as in the topics.</param>
/// <param name="Version">Of the agent.</param>
/// <param name="At">When it ended, in the time zone of the workshop's rules.</param>
/// <param name="Lines">Every finding, in the order in which they are shown.</param>
/// <param name="Cameras">In the configuration's order.</param>
public sealed record CheckReport(string Site, string Version, DateTimeOffset At, IReadOnlyList<CheckLine> Lines, IReadOnlyList<CheckedCamera> Cameras)
{
    /// <summary>False where the configuration cannot be used, so that nothing else was looked at and nothing can be handed over.</summary>
    public bool IsConfigured { get; init; } = true;

    public CheckResult Result => Lines.Max(line => line.Result);
}

/// <summary>What was seen of one camera.</summary>
/// <param name="Name">For people; the id where it has none.</param>
/// <param name="Device">What it says of itself; null of one that was not asked.</param>
/// <param name="Picture">Null where none came.</param>
/// <param name="Streams">The streams that could be measured.</param>
public sealed record CheckedCamera(
    string Id, string Name, OnvifDevice? Device, StillPicture? Picture, IReadOnlyList<CheckedStream> Streams, IReadOnlyList<CheckLine> Lines);

/// <param name="Transport">tcp, udp or file.</param>
public sealed record CheckedStream(StreamRole Role, StreamFigures Figures, string Transport)
{
    public bool IsLive => Transport != "file";
}

using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.StatusPage;

/// <summary>What the centre asks of the box and is shown; called for each request.</summary>
public sealed record RemoteSources(RemoteViewing Viewing, CommandLog Commands);

/// <param name="PausedUntil">Until when the owner has paused remote viewing; null where it is not paused.</param>
/// <param name="Viewing">What is being shown to the centre; null where nothing is.</param>
/// <param name="Commands">What the centre has asked last, newest first.</param>
internal sealed record RemoteReport(DateTimeOffset? PausedUntil, ViewReport? Viewing, IReadOnlyList<CommandReport> Commands)
{
    private const int Shown = 20;

    public static RemoteReport From(StatusSources sources)
    {
        var (viewing, commands) = sources.Remote;
        return new RemoteReport(
            viewing.PausedUntil,
            viewing.Viewing is { } view ? new ViewReport(view.Command, CameraReport.Names(sources).GetValueOrDefault(view.Camera, view.Camera), view.Since, view.Until) : null,
            [.. commands.Newest(Shown).Select(entry => new CommandReport(entry.Name, entry.ReceivedAt, entry.State, entry.Reason))]);
    }
}

/// <param name="Until">When it ends at the latest.</param>
internal sealed record ViewReport(string Command, string CameraName, DateTimeOffset Since, DateTimeOffset Until);

/// <param name="State">Null while nothing was answered yet.</param>
/// <param name="Reason">As the centre was told, for technicians.</param>
internal sealed record CommandReport(string Name, DateTimeOffset At, ReplyState? State, string? Reason);

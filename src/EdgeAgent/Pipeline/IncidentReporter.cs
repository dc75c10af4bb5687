using System.Threading.Channels;
using EdgeAgent.Rules;
using EdgeAgent.Video;

namespace EdgeAgent.Pipeline;

/// <summary>
/// From one camera's moments to reports of its incidents. They go into a channel that is never lossy: when the disk is
/// slow the camera's loop waits, and the source counts the pictures it drops meanwhile.
/// </summary>
internal sealed class IncidentReporter(RuleSet rules, IncidentLedger ledger, KeyFrames? keyFrames, ChannelWriter<IncidentReport> reports)
{
    /// <summary>Takes up what was open when the agent stopped.</summary>
    public ValueTask ResumeAsync(IEnumerable<Incident> open, CancellationToken cancellationToken) =>
        ReportAsync(ledger.Resume(open), null, cancellationToken);

    /// <param name="frame">The moment's picture; null where there is none.</param>
    public ValueTask JudgeAsync(Moment moment, Frame? frame, CancellationToken cancellationToken) =>
        ReportAsync(ledger.Fold(rules.Evaluate(moment), moment.At), frame, cancellationToken);

    /// <summary>Closes what is open.</summary>
    public ValueTask CloseAsync(CancellationToken cancellationToken) => ReportAsync(ledger.Close(), null, cancellationToken);

    private async ValueTask ReportAsync(IReadOnlyList<Incident> incidents, Frame? frame, CancellationToken cancellationToken)
    {
        foreach (var incident in incidents)
        {
            var picture = incident.Event == IncidentEvent.Opened && frame is not null ? TakePicture(incident, frame) : null;
            var report = new IncidentReport(incident, picture);

            // Where there is room an event is taken also while the agent stops.
            if (!reports.TryWrite(report))
            {
                await reports.WriteAsync(report, cancellationToken);
            }
        }
    }

    private byte[] TakePicture(Incident incident, Frame frame)
    {
        using var sharp = keyFrames?.TakeNear(frame.CapturedAt);
        return Picture.Evidence(sharp ?? frame, incident.Boxes);
    }
}

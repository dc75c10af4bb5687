using System.Threading.Channels;
using EdgeAgent.Recording;
using EdgeAgent.Rules;
using EdgeAgent.Video;
using OpenCvSharp;

namespace EdgeAgent.Pipeline;

/// <summary>
/// From one camera's moments to reports of its incidents. They go into a channel that is never lossy: when the disk is
/// slow the camera's loop waits, and the source counts the pictures it drops meanwhile.
/// </summary>
/// <param name="modelOf">The model on which a rule rests, by the rule's id.</param>
/// <param name="sharp">Null where there is only the picture that was looked at.</param>
/// <param name="spans">Told of each incident, so that its recording is kept.</param>
/// <param name="clock">By which the incidents are told.</param>
internal sealed class IncidentReporter(
    RuleSet rules,
    Func<string, ModelVersion?> modelOf,
    IncidentLedger ledger,
    SharpPictures? sharp,
    IncidentSpans spans,
    ChannelWriter<IncidentReport> reports,
    CaptureClock clock)
{
    /// <summary>Takes up what was open when the agent stopped.</summary>
    /// <param name="open">By capture times.</param>
    public ValueTask ResumeAsync(IReadOnlyList<Incident> open, CancellationToken cancellationToken)
    {
        foreach (var incident in open.Select(clock.Told))
        {
            spans.Tell(incident.Id, incident.Started, incident.Ended);
        }

        return ReportAsync(ledger.Resume(open), null, cancellationToken);
    }

    /// <param name="frame">The moment's picture; null where there is none.</param>
    /// <returns>What is violated at that moment.</returns>
    public async ValueTask<IReadOnlyList<Violation>> JudgeAsync(Moment moment, Frame? frame, CancellationToken cancellationToken)
    {
        var violations = rules.Evaluate(moment);
        await ReportAsync(ledger.Fold(violations, moment.At), frame, cancellationToken);
        return violations;
    }

    /// <summary>Closes what is open.</summary>
    public ValueTask CloseAsync(CancellationToken cancellationToken) => ReportAsync(ledger.Close(), null, cancellationToken);

    private async ValueTask ReportAsync(IReadOnlyList<Incident> incidents, Frame? frame, CancellationToken cancellationToken)
    {
        foreach (var incident in incidents.Select(clock.Told))
        {
            spans.Tell(incident.Id, incident.Started, incident.Ended);
            var picture = incident.Event == IncidentEvent.Opened && frame is not null ? Start(incident, frame.Copy(), cancellationToken) : null;
            var report = new IncidentReport(incident with { Model = modelOf(incident.Rule) ?? incident.Model }, picture);

            // Where there is room an event is taken also while the agent stops.
            if (!reports.TryWrite(report))
            {
                await reports.WriteAsync(report, cancellationToken);
            }
        }
    }

    // The sharp picture of this moment is only on its way now, and the camera's loop must not wait for it.
    private Task<byte[]> Start(Incident incident, Frame looked, CancellationToken cancellationToken) =>
        Task.Run(() => TakePictureAsync(incident, looked, cancellationToken), CancellationToken.None);

    private async Task<byte[]> TakePictureAsync(Incident incident, Frame looked, CancellationToken cancellationToken)
    {
        using (looked)
        {
            try
            {
                using var taken = sharp is null ? null : await sharp.TakeAsync(looked.CapturedAt, cancellationToken);
                return Picture.Evidence(taken ?? looked, incident.Boxes);
            }
            catch (Exception error) when (error is OperationCanceledException or StreamException or OpenCVException)
            {
                return Picture.Evidence(looked, incident.Boxes);
            }
        }
    }
}

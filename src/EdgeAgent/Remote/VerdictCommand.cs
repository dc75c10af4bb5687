using EdgeAgent.Evidence;
using EdgeAgent.Pipeline;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>What the supervising office finds of an incident; it has the last word.</summary>
internal sealed class VerdictCommand(VerdictDesk desk)
{
    public Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var (incident, finding) = request.Read<Arguments>();
        return Task.FromResult(desk.Give(incident, finding, VerdictGiver.Office) == VerdictOutcome.Done
            ? CommandAnswer.Done()
            : CommandAnswer.Refused("there is no such incident on the box, or no more"));
    }

    private sealed record Arguments(string Incident, Finding Finding);
}

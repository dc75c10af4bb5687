using EdgeAgent.Pipeline;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Commands;

namespace EdgeAgent.Remote;

/// <summary>Everything that the site says of itself once more, for a centre that has lost it.</summary>
internal sealed class RebirthCommand(MqttPublisher publisher, SummaryReporter summaries, Heartbeat heartbeat)
{
    public async Task<CommandAnswer> AnswerAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        request.Read<Arguments>();
        summaries.TellAllAgain();
        publisher.SayAllAgain();
        await heartbeat.BeatAsync(cancellationToken);
        return CommandAnswer.Done();
    }

    private sealed record Arguments;
}

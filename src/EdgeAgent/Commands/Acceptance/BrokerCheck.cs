using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the centre can be told, over each of the brokers.</summary>
internal static class BrokerCheck
{
    /// <param name="box">Fingerprint of this box's key, empty where it has none yet; null where it is not known.</param>
    public static async Task<IReadOnlyList<CheckLine>> RunAsync(UplinkOptions options, string? box, TimeProvider time, CancellationToken cancellationToken)
    {
        var checks = options.BrokersInOrder().Select((broker, index) => RunAsync(
            options with { Broker = broker }, index == 0 ? "uplink.broker" : $"uplink.fallbackBrokers[{index - 1}]", box, time, cancellationToken));
        return [.. (await Task.WhenAll(checks)).SelectMany(lines => lines)];
    }

    private static async Task<IReadOnlyList<CheckLine>> RunAsync(
        UplinkOptions options, string setting, string? box, TimeProvider time, CancellationToken cancellationToken)
    {
        var written = options.Broker.Password is { IsWrittenOut: true } ? CheckLine.Warn("broker.passwordInClear", ("setting", setting)) : null;
        return [.. written is null ? Array.Empty<CheckLine>() : [written], .. await ConnectAsync(options, setting, box, time, cancellationToken)];
    }

    private static async Task<IReadOnlyList<CheckLine>> ConnectAsync(
        UplinkOptions options, string setting, string? box, TimeProvider time, CancellationToken cancellationToken)
    {
        var broker = options.Broker.Address;
        try
        {
            var answer = await BrokerProbe.RunAsync(options, time, cancellationToken);
            if (answer.PublishRefused is { } reason)
            {
                return [CheckLine.Fail("broker.publishRefused", ("broker", broker), ("reason", reason), ("prefix", Uplink.Contract.Topics.For(options).Prefix))];
            }

            var reached = CheckLine.Ok("broker.reached", ("broker", broker), ("milliseconds", answer.Acknowledged.TotalMilliseconds));
            return
            [
                reached,
                .. answer.SubscribeRefused is { } refused
                    ? [CheckLine.Warn("broker.subscribeRefused", ("broker", broker), ("reason", refused), ("filter", Uplink.Contract.Topics.For(options).Commands))]
                    : Array.Empty<CheckLine>(),
                .. box is not null && answer.Standing is { State: AgentState.Online, Box: { } other } && other != box
                    ? [CheckLine.Warn("broker.rival", ("broker", broker), ("other", other))]
                    : Array.Empty<CheckLine>(),
            ];
        }
        catch (LinkException error)
        {
            return [CheckLine.Fail(Text(error.Failure), ("broker", broker), ("reason", error.Message), ("setting", setting))];
        }
    }

    private static string Text(LinkFailure failure) => failure switch
    {
        LinkFailure.Refused => "broker.loginRefused",
        LinkFailure.Untrusted => "broker.untrusted",
        LinkFailure.Misconfigured => "broker.misconfigured",
        LinkFailure.Unreachable => "broker.unreachable",
        _ => "broker.silent",
    };
}

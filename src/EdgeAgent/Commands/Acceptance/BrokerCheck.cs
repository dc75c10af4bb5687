using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>Whether the centre can be told.</summary>
internal static class BrokerCheck
{
    public static async Task<IReadOnlyList<CheckLine>> RunAsync(UplinkOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var written = options.Broker.Password is { IsWrittenOut: true } ? CheckLine.Warn("broker.passwordInClear") : null;
        return [.. written is null ? Array.Empty<CheckLine>() : [written], .. await ConnectAsync(options, time, cancellationToken)];
    }

    private static async Task<IReadOnlyList<CheckLine>> ConnectAsync(UplinkOptions options, TimeProvider time, CancellationToken cancellationToken)
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
            return answer.SubscribeRefused is { } refused
                ? [reached, CheckLine.Warn("broker.subscribeRefused", ("broker", broker), ("reason", refused), ("filter", Uplink.Contract.Topics.For(options).Commands))]
                : [reached];
        }
        catch (LinkException error)
        {
            return [CheckLine.Fail(Text(error.Failure), ("broker", broker), ("reason", error.Message))];
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

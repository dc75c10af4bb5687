using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using EdgeAgent.Storage;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;

namespace EdgeAgent.Uplink;

/// <summary>Reaches a broker as its options say; the same way for the agent and for whoever watches.</summary>
internal static class BrokerClient
{
    private const int Port = 1883;
    private const int TlsPort = 8883;

    /// <summary>Address, login, TLS and version; the caller adds who it is and what it leaves behind.</summary>
    /// <exception cref="LinkException">A secret or a certificate file cannot be read.</exception>
    public static MqttClientOptionsBuilder Options(BrokerOptions broker)
    {
        var address = new Uri(broker.Address);
        var secure = address.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port > 0 ? address.Port : secure ? TlsPort : Port)
            .WithProtocolVersion(broker.Version == MqttVersion.V5 ? MqttProtocolVersion.V500 : MqttProtocolVersion.V311)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(broker.KeepAliveSeconds))
            .WithTimeout(TimeSpan.FromSeconds(broker.AnswerSeconds));
        try
        {
            if (broker.User is { } user)
            {
                builder.WithCredentials(user, broker.Password?.Reveal() ?? "");
            }

            if (secure)
            {
                builder.WithTlsOptions(tls => BrokerTls.Apply(broker, tls));
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or CryptographicException or UnauthorizedAccessException)
        {
            throw new LinkException(LinkFailure.Misconfigured, $"cannot prepare the login to {broker.Address}: {error.Message}", error);
        }

        return builder;
    }

    /// <exception cref="LinkException">Nobody there, not trusted, not let in, or no answer in time.</exception>
    public static async Task<MqttClientConnectResult> ConnectAsync(
        IMqttClient client, MqttClientOptions options, string address, TimeProvider time, CancellationToken cancellationToken)
    {
        // The library keeps to the options' limit only when it gets no token that can be cancelled.
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        MqttClientConnectResult result;
        try
        {
            result = await client.ConnectAsync(options, either.Token);
        }
        catch (Exception error) when (error is MqttCommunicationException or MqttProtocolViolationException or SocketException
            or IOException or AuthenticationException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw Explain(error, address, isLate: limit.IsCancellationRequested, ClockHint(options, time.GetUtcNow()));
        }

        return result.ResultCode == MqttClientConnectResultCode.Success
            ? result
            : throw new LinkException(LinkFailure.Refused, $"{address} refuses the connection: {result.ResultCode}");
    }

    /// <summary>
    /// Whether what a call of the library failed with means that the connection has ended. The library takes its parts away
    /// without a lock, so whoever calls it at that moment meets a null; any other null is a fault of ours.
    /// </summary>
    public static bool IsEnd(Exception error, CancellationToken cancellationToken) => error
        is MqttCommunicationException or MqttProtocolViolationException or IOException or ObjectDisposedException
        || (error is NullReferenceException && IsFromLibrary(error))
        || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static bool IsFromLibrary(Exception error) =>
        Array.Exists(new StackTrace(error).GetFrames(), frame => frame.GetMethod()?.Module.Assembly == typeof(IMqttClient).Assembly);

    private static LinkException Explain(Exception error, string address, bool isLate, string clockHint)
    {
        var root = error.GetBaseException();
        if (Causes(error).OfType<AuthenticationException>().FirstOrDefault() is { } untrusted)
        {
            return new(LinkFailure.Untrusted, $"no trusted connection to {address}: {untrusted.Message}{clockHint}", error);
        }

        return isLate || error is MqttCommunicationTimedOutException or OperationCanceledException
            ? new(LinkFailure.Silent, $"{address} does not answer", error)
            : new(LinkFailure.Unreachable, $"{address} cannot be reached: {root.Message}", error);
    }

    // A certificate is valid for some years only, and no box that boots in 1970 knows of any that is.
    private static string ClockHint(MqttClientOptions options, DateTimeOffset now)
    {
        var authorities = options.ChannelOptions.TlsOptions?.TrustChain?.AsEnumerable() ?? [];
        var isOutOfTime = authorities.Any(authority => now < authority.NotBefore || now > authority.NotAfter);
        return isOutOfTime || !SystemClock.IsPlausible(now)
            ? $" The box's clock shows {now:u}, at which certificates are not valid: if it is wrong, set it."
            : "";
    }

    private static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}

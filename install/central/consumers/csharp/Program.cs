using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace FoodSafety.Consumer;

/// <summary>
/// A centre's consumer of docs/mqtt.md: a message is acknowledged when it is on the disk. It may be killed at any moment.
/// Why it is done so: docs/consumers.md.
/// </summary>
internal static class Program
{
    private const uint SessionSeconds = 60 * 24 * 3600;
    private const int LongestWaitSeconds = 30;
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeProvider Time = TimeProvider.System;

    public static async Task<int> Main(string[] arguments)
    {
        if (Arguments.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(Arguments.Usage);
            return 2;
        }

        using var journal = new Journal(options.Store);
        var ledger = new Ledger(options.Heartbeat, Time);
        var consumer = new Consumer(journal, ledger);
        for (var wait = 1; ; wait = Math.Min(2 * wait, LongestWaitSeconds))
        {
            try
            {
                await ListenAsync(options, consumer, ledger);
                wait = 1;
            }
            catch (RefusedException refused)
            {
                await Console.Error.WriteLineAsync($"consumer: {refused.Message}");
                return 1;
            }
            catch (Exception error) when (error is MqttCommunicationException or MqttProtocolViolationException or OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"consumer: {error.Message}");
            }

            await Task.Delay(TimeSpan.FromSeconds(wait * (1 + Random.Shared.NextDouble()) / 2), Time);
        }
    }

    /// <summary>One connection, to its end.</summary>
    private static async Task ListenAsync(Arguments options, Consumer consumer, Ledger ledger)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var inbox = Channel.CreateUnbounded<MqttApplicationMessageReceivedEventArgs?>();
        client.ApplicationMessageReceivedAsync += received =>
        {
            received.AutoAcknowledge = false;
            inbox.Writer.TryWrite(received);
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += end =>
        {
            inbox.Writer.TryComplete(end.Reason == MqttClientDisconnectReason.SessionTakenOver
                ? new RefusedException($"another consumer has taken the session {options.Session}")
                : null);
            return Task.CompletedTask;
        };
        await ConnectAsync(client, options);
        ledger.Connected();
        using var ticks = Time.CreateTimer(_ => inbox.Writer.TryWrite(null), null, Tick, Tick);
        await foreach (var received in inbox.Reader.ReadAllAsync())
        {
            if (received is not null)
            {
                var message = received.ApplicationMessage;
                consumer.Receive(message.Topic, message.Payload.ToArray(), message.Retain);
                await AcknowledgeAsync(client, received);
            }

            Consumer.Tell(ledger.Overdue());
        }
    }

    /// <summary>Where the connection is over the message comes again, and is a double.</summary>
    private static async Task AcknowledgeAsync(IMqttClient client, MqttApplicationMessageReceivedEventArgs received)
    {
        if (!client.IsConnected)
        {
            return;
        }

        try
        {
            await received.AcknowledgeAsync(CancellationToken.None);
        }
        catch (Exception error) when (error is MqttCommunicationException or ObjectDisposedException or NullReferenceException)
        {
            // The library takes its parts away when the connection ends, without a lock.
        }
    }

    private static async Task ConnectAsync(IMqttClient client, Arguments options)
    {
        var isSecure = options.Broker.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(options.Broker.Host, options.Broker.Port > 0 ? options.Broker.Port : isSecure ? 8883 : 1883)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithKeepAlivePeriod(KeepAlive)
            .WithClientId(options.Session)
            .WithCleanStart(false)
            .WithSessionExpiryInterval(SessionSeconds);
        if (isSecure)
        {
            builder.WithTlsOptions(tls => Secure(tls, options));
        }

        var accepted = await client.ConnectAsync(builder.Build());
        if (accepted.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new RefusedException($"{options.Broker} refuses the connection: {accepted.ResultCode}");
        }

        await Console.Error.WriteLineAsync($"consumer: connected, session {(accepted.IsSessionPresent ? "kept" : "new")}");
        var subscribed = await client.SubscribeAsync(options.Filter, MqttQualityOfServiceLevel.AtLeastOnce);
        if (subscribed.Items.Single().ResultCode is var answer and > MqttClientSubscribeResultCode.GrantedQoS2)
        {
            throw new RefusedException($"{options.Broker} refuses {options.Filter}: {answer}");
        }

        await Console.Error.WriteLineAsync($"consumer: listening to {options.Filter}");
    }

    private static void Secure(MqttClientTlsOptionsBuilder tls, Arguments options)
    {
        tls.UseTls();
        if (options.Authority is { } authority)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authority);
            tls.WithTrustChain(trusted).WithRevocationMode(X509RevocationMode.NoCheck);
        }

        if (options is { Certificate: { } certificate, Key: { } key })
        {
            using var fromPem = X509Certificate2.CreateFromPemFile(certificate, key);
            // Windows cannot use a key that lives in memory only.
            tls.WithClientCertificates(new X509Certificate2Collection(X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null)));
        }
    }

    private sealed class RefusedException(string message) : Exception(message);
}

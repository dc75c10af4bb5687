using System.CommandLine;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Commands;

/// <summary>The verb <c>watch</c>: what central systems see, live.</summary>
public static class WatchCommand
{
    public static Command Create()
    {
        var broker = new Option<string>("--broker") { Required = true, Description = "Address: mqtt://host:1883, or mqtts://host:8883 for TLS." };
        var root = new Option<string>("--root") { DefaultValueFactory = _ => new UplinkOptions().Root, Description = "Topic levels before /v1." };
        var site = new Option<string?>("--site") { Description = "Only this site; without it, all sites." };
        var user = new Option<string?>("--user") { Description = "User name at the broker." };
        var passwordEnv = new Option<string?>("--password-env") { Description = "Name of the environment variable that holds the password." };
        var ca = new Option<string?>("--ca") { Description = "PEM file of the authority that signed the broker's certificate." };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file of one's own certificate, where the broker wants one." };
        var key = new Option<string?>("--key") { Description = "PEM file of the key of one's own certificate." };
        var session = new Option<string?>("--session") { Description = "Name under which the broker keeps messages while this verb does not run." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line instead of text." };

        broker.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var address }] && BrokerOptions.Problem(address) is { } problem)
            {
                result.AddError($"--broker {problem}");
            }
        });
        var command = new Command("watch", "Shows what central systems see, live, with gaps and doubles counted.")
        {
            broker, root, site, user, passwordEnv, ca, certificate, key, session, json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(certificate) is null != result.GetValue(key) is null)
            {
                result.AddError("--certificate and --key belong together: give both or neither");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
        {
            var options = new BrokerOptions
            {
                Address = parsed.GetRequiredValue(broker),
                User = parsed.GetValue(user),
                Password = parsed.GetValue(passwordEnv) is { } name ? new Secret($"env:{name}") : null,
                CaFile = parsed.GetValue(ca),
                CertificateFile = parsed.GetValue(certificate),
                KeyFile = parsed.GetValue(key),
            };
            var consumer = new Consumer(parsed.GetRequiredValue(root));
            var output = parsed.InvocationConfiguration.Output;
            return new BrokerWatch(
                options,
                Topics.FilterFor(parsed.GetRequiredValue(root), parsed.GetValue(site)),
                parsed.GetValue(session),
                consumer,
                parsed.GetValue(json) ? WatchLine.Json : WatchLine.Text,
                output,
                parsed.InvocationConfiguration.Error).RunAsync(cancellationToken);
        });
        return command;
    }
}

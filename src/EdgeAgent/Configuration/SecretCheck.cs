using EdgeAgent.Storage;

namespace EdgeAgent.Configuration;

/// <summary>
/// Finds the passwords that cannot be read now. They are no error of the file: one camera's missing password is no
/// reason for the others to go blind.
/// </summary>
public static class SecretCheck
{
    public static IReadOnlyList<ConfigurationProblem> Run(AgentOptions options)
    {
        var secrets = options.Cameras
            .Select((camera, index) => (Path: $"cameras[{index}].password", Secret: camera.Password))
            .Append((Path: "uplink.broker.password", Secret: options.Uplink.Broker.Password))
            .Concat(options.Uplink.FallbackBrokers.Select((broker, index) => (Path: $"uplink.fallbackBrokers[{index}].password", Secret: broker.Password)));
        return [.. secrets.Select(place => (place.Path, Problem: Problem(place.Secret))).Where(found => found.Problem is not null)
            .Select(found => new ConfigurationProblem(found.Path, found.Problem!))];
    }

    private static string? Problem(Secret? secret)
    {
        try
        {
            secret?.Reveal();
            return null;
        }
        catch (InvalidDataException error)
        {
            return error.Message;
        }
    }
}

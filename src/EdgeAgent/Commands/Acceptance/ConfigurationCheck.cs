using EdgeAgent.Configuration;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>What the configuration holds; that it can be read is known when it comes here.</summary>
internal static class ConfigurationCheck
{
    public static CheckLine Run(AgentOptions options) =>
        CheckLine.Ok("config.read", ("cameras", options.Cameras.Count), ("rules", options.Rules.Active.Count));
}

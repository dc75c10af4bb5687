using EdgeAgent.Configuration;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>What the configuration holds, or why it cannot be used.</summary>
internal static class ConfigurationCheck
{
    public static CheckLine Run(AgentOptions options) =>
        CheckLine.Ok("config.read", ("cameras", options.Cameras.Count), ("rules", options.Rules.Active.Count));

    /// <summary>The whole report on a configuration that cannot be used: nothing else can be looked at.</summary>
    public static CheckReport Of(ConfigurationException broken, TimeProvider time) => new(
        Site: "-",
        Boot.AgentVersion,
        time.GetLocalNow(),
        broken.IsMissing
            ? [CheckLine.Fail("config.missing", ("file", broken.File))]
            : [.. broken.Problems.Select(problem => CheckLine.Fail("config.problem", ("file", broken.File), ("problem", problem.ToString())))],
        [])
    {
        IsConfigured = false,
    };
}

using EdgeAgent.Cameras;
using EdgeAgent.Configuration;
using EdgeAgent.Uplink;

namespace EdgeAgent.Commands.Acceptance;

/// <summary>What the configuration holds, or why it cannot be used.</summary>
internal static class ConfigurationCheck
{
    public static IEnumerable<CheckLine> Run(AgentOptions options) =>
    [
        CheckLine.Ok("config.read", ("cameras", options.Cameras.Count), ("rules", options.Rules.Active.Count)),
        .. Doubles(options.Cameras).Select(ids => CheckLine.Warn("config.sameCamera", ("one", ids.One), ("other", ids.Other))),
    ];

    /// <summary>Each camera that an earlier one is too, with the first such.</summary>
    private static IEnumerable<(string One, string Other)> Doubles(IReadOnlyList<CameraOptions> cameras) =>
        from other in cameras.Index()
        let same = cameras.Take(other.Index).FirstOrDefault(one => CameraSource.Of(one).IsSameAs(CameraSource.Of(other.Item)))
        where same is not null
        select (same.Id, other.Item.Id);

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

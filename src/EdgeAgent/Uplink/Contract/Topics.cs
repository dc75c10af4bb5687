using System.Globalization;

namespace EdgeAgent.Uplink.Contract;

/// <summary>Names of a site's topics.</summary>
/// <param name="Prefix">Everything before the last part, without a slash at its end; also the source of its events.</param>
public sealed record Topics(string Prefix)
{
    public static Topics For(UplinkOptions options) =>
        new($"{options.Root}/v1/{options.City}/{options.County}/{options.Site}");

    public string Status => $"{Prefix}/status";

    public string Heartbeat => $"{Prefix}/heartbeat";

    public string Incident => $"{Prefix}/incident";

    /// <summary>Where the acceptance test publishes, to see that the site may.</summary>
    public string Check => $"{Prefix}/check";

    /// <summary>Filter for all that the centre may ask of the site, as the rights at the broker have it.</summary>
    public string Commands => $"{Prefix}/command/#";

    public string Thumbnail(string incident) => $"{Prefix}/thumbnail/{incident}";

    public string Camera(string camera) => $"{Prefix}/camera/{camera}";

    /// <param name="name">Of the command; + for all.</param>
    public string Command(string name) => $"{Prefix}/command/{name}";

    public string Reply(string requestId) => $"{Prefix}/reply/{requestId}";

    /// <summary>Pictures of a camera that the centre has asked for.</summary>
    public string Live(string camera) => $"{Prefix}/live/{camera}";

    public string Summary(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}/summary/{day:yyyy-MM-dd}");

    /// <summary>Filter for all topics of one site, or with null of all sites, of all cities and counties.</summary>
    public static string FilterFor(string root, string? site) => $"{root}/v1/+/+/{site ?? "+"}/#";
}

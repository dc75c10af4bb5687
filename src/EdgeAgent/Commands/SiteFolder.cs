using System.CommandLine;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Detection.Teaching;

namespace EdgeAgent.Commands;

/// <summary>The options <c>--config</c> and <c>--data</c> of the verbs that use what was taught on site.</summary>
internal sealed class SiteFolder(string withoutConfig = "by default config.json")
{
    private readonly Option<string?> config = new("--config") { Description = $"Configuration that names the folder of the agent's data and the models; {withoutConfig}." };
    private readonly Option<string?> data = new("--data") { Description = "The folder of the agent's data, where there is no configuration." };
    private readonly Option<string> models = ModelFolderOption.Create();

    public void AddTo(Command verb)
    {
        verb.Options.Add(config);
        verb.Options.Add(data);
        verb.Options.Add(models);
    }

    /// <summary>Whether the site was named.</summary>
    public bool IsNamed(ParseResult parsed) => parsed.GetValue(config) is not null || parsed.GetValue(data) is not null;

    /// <exception cref="UsageException">Both were given.</exception>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public OpenedSite Open(ParseResult parsed)
    {
        if (parsed.GetValue(data) is not { } folder)
        {
            var options = ConfigurationFile.Load(parsed.GetValue(config) ?? "config.json");
            return Of(options.Storage.Folder, new ModelFolder(options.Detection.ModelFolder));
        }

        return parsed.GetValue(config) is null
            ? Of(folder, ModelFolderOption.Locate(parsed, models))
            : throw new UsageException("--config and --data: the configuration names its folder itself; give one of them");
    }

    public ModelFolder Models(ParseResult parsed) => ModelFolderOption.Locate(parsed, models);

    private static OpenedSite Of(string data, ModelFolder models) => new(Enrolment.In(data, models, TimeProvider.System), models);
}

/// <summary>A site's data.</summary>
internal sealed record OpenedSite(Enrolment Enrolment, ModelFolder Models) : IDisposable
{
    public void Dispose() => Enrolment.Heads.Dispose();
}

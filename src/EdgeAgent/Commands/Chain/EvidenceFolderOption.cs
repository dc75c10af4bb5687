using System.CommandLine;
using EdgeAgent.Configuration;
using EdgeAgent.Evidence;

namespace EdgeAgent.Commands.Chain;

/// <summary>The options <c>--config</c> and <c>--data</c>: where the evidence lies.</summary>
internal sealed class EvidenceFolderOption
{
    private readonly Option<string?> config = new("--config") { Description = "Configuration that names the folder of the agent's data; by default config.json." };
    private readonly Option<string?> data = new("--data") { Description = "The folder of the agent's data, or one that export has written." };

    public void AddTo(Command verb)
    {
        verb.Options.Add(config);
        verb.Options.Add(data);
    }

    /// <exception cref="UsageException">Both were given, or no chain is there.</exception>
    /// <exception cref="ConfigurationException">The configuration cannot be used.</exception>
    public EvidenceFolder Of(ParseResult parsed)
    {
        var named = parsed.GetValue(data);
        if (named is not null && parsed.GetValue(config) is not null)
        {
            throw new UsageException("--config and --data: the configuration names its folder itself; give one of them");
        }

        var folder = new EvidenceFolder(named ?? ConfigurationFile.Load(parsed.GetValue(config) ?? "config.json").Storage.Folder);
        return Directory.Exists(folder.Chain) ? folder : throw new UsageException($"{folder.Root} holds no chain of evidence: there is no folder {folder.Chain}");
    }
}

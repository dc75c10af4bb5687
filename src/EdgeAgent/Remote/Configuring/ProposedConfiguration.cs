using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Configuration;
using EdgeAgent.Storage;

namespace EdgeAgent.Remote.Configuring;

/// <summary>A configuration that the centre asks for, checked and made into what would be written.</summary>
/// <param name="Content">config.json, without any password in it that the centre has sent.</param>
/// <param name="Secrets">Entries for the secrets file: the passwords that the centre has sent. None of them is there yet.</param>
/// <param name="IsChange">Whether it says anything else than the present one.</param>
internal sealed record ProposedConfiguration(byte[] Content, AgentOptions Options, IReadOnlyDictionary<string, string?> Secrets, bool IsChange)
{
    private const string Name = "config";

    /// <param name="config">As the centre has sent it.</param>
    /// <exception cref="ConfigurationException">It cannot be, or the centre may not have it; names all that is wrong.</exception>
    /// <exception cref="InvalidDataException">The secrets file is there and cannot be used.</exception>
    public static ProposedConfiguration Of(PresentConfiguration present, JsonElement config, SecretsFile secrets)
    {
        ConfigurationFile.Parse(Name, config.GetRawText());
        var root = ConfigurationText.Parse(config.GetRawText());
        var passwords = ProposedPasswords.Settle(root, present.Root, secrets);
        var text = ConfigurationText.Write(root);
        var options = ConfigurationFile.Parse(Name, text);
        IReadOnlyList<ConfigurationProblem> problems =
            [.. passwords.Problems.Concat(BoxOnly.Changed(present.Options, options)).Concat(Strays(present.Options, options, passwords.Kept)).Distinct()];
        return problems.Count == 0
            ? new(Encoding.UTF8.GetBytes(text), options, passwords.New, !JsonNode.DeepEquals(root, present.Root))
            : throw new ConfigurationException(Name, problems);
    }

    // Passwords that would go to another place than now, although the centre does not know them.
    private static IEnumerable<ConfigurationProblem> Strays(AgentOptions before, AgentOptions after, IReadOnlySet<string> kept) =>
        from changed in after.Cameras.Index()
        join camera in before.Cameras on changed.Item.Id equals camera.Id
        where kept.Contains(camera.Id)
        let place = CameraPlaces.New(camera, changed.Item)
        where place is not null
        select new ConfigurationProblem(
            $"cameras[{changed.Index}].password", $"must be written out, because it would be shown to {place}, which does not get it now");
}

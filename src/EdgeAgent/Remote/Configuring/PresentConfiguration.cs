using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeAgent.Configuration;

namespace EdgeAgent.Remote.Configuring;

/// <summary>The configuration file as it stands at one moment, which need not be what the agent runs with.</summary>
/// <param name="Revision">SHA-256 of the file, lower-case hex.</param>
/// <param name="Root">What it says, without comments.</param>
internal sealed record PresentConfiguration(byte[] Content, string Revision, JsonObject Root, AgentOptions Options)
{
    /// <exception cref="ConfigurationException">It says something that cannot be; somebody may be writing it just now.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PresentConfiguration Read(string file)
    {
        var content = File.ReadAllBytes(file);
        using var reader = new StreamReader(new MemoryStream(content));
        var text = reader.ReadToEnd();
        var options = ConfigurationFile.Parse(Path.GetFileName(file), text);
        return new PresentConfiguration(content, RevisionOf(content), ConfigurationText.Parse(text), options);
    }

    public static string RevisionOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}

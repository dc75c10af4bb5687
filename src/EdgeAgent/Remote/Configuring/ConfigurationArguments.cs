using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAgent.Remote.Configuring;

/// <summary>What config-get answers.</summary>
/// <param name="Revision">SHA-256 of the file, lower-case hex.</param>
/// <param name="Config">The whole configuration, without what must not be seen.</param>
internal sealed record ConfigurationShown(string Revision, JsonObject Config);

/// <summary>What config-set needs.</summary>
/// <param name="Config">The whole configuration, as config-get gave it but for what is to be changed.</param>
/// <param name="Revision">That with which it was given.</param>
internal sealed record ConfigurationToSet(JsonElement Config, string Revision);

/// <summary>What config-set answers.</summary>
/// <param name="Revision">That of the configuration that counts now.</param>
internal sealed record ConfigurationSet(string Revision);

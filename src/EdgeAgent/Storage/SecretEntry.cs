using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeAgent.Storage;

/// <summary>How one password stands in the secrets file. On Windows it is encrypted for this machine (docs/decisions/0006).</summary>
internal static class SecretEntry
{
    private const string Protected = "dpapi";
    private static readonly byte[] Purpose = "EdgeAgent secrets"u8.ToArray();

    /// <exception cref="InvalidOperationException">A text in it is none: half of a surrogate pair.</exception>
    public static JsonNode? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(element.GetString()!),
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(inner => KeyValuePair.Create(inner.Name, From(inner.Value)))),
        _ => null,
    };

    public static JsonNode Keep(string text) => OperatingSystem.IsWindows() ? Encrypt(text) : JsonValue.Create(text);

    /// <summary>The password, or null where the entry is none, or one of another machine.</summary>
    public static string? Reveal(JsonNode? entry) => entry switch
    {
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonObject own when OperatingSystem.IsWindows() && own[Protected] is JsonValue value && value.TryGetValue<string>(out var text) => Decrypt(text),
        _ => null,
    };

    [SupportedOSPlatform("windows")]
    private static JsonObject Encrypt(string text) => new()
    {
        [Protected] = Convert.ToBase64String(ProtectedData.Protect(Encoding.UTF8.GetBytes(text), Purpose, DataProtectionScope.LocalMachine)),
    };

    [SupportedOSPlatform("windows")]
    private static string? Decrypt(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(ProtectedData.Unprotect(Convert.FromBase64String(text), Purpose, DataProtectionScope.LocalMachine));
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return null;
        }
    }
}

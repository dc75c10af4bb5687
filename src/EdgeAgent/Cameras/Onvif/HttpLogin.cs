using System.Security.Cryptography;
using System.Text;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>
/// Answers HTTP's own ways of login: digest (RFC 7616, with RFC 2069 for old firmware) and basic. Ours rather than the
/// framework's, so that each attempt is counted: cameras lock an account after a few wrong ones.
/// </summary>
internal static class HttpLogin
{
    /// <summary>Value of the Authorization header for a digest, or null where none is offered that can be answered.</summary>
    public static string? Digest(IEnumerable<HttpChallenge> challenges, CameraLogin login, HttpMethod method, Uri address) =>
        challenges.Where(challenge => challenge.IsDigest && Hash(challenge) is not null && challenge["nonce"].Length > 0)
            .OrderByDescending(challenge => challenge["algorithm"].StartsWith("SHA-256", StringComparison.OrdinalIgnoreCase))
            .Select(challenge => Digest(challenge, login, method, address, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))))
            .FirstOrDefault();

    /// <summary>Value of the Authorization header for the login in the clear, or null where it is not asked for so.</summary>
    public static string? Basic(IEnumerable<HttpChallenge> challenges, CameraLogin login) => challenges.Any(challenge => challenge.IsBasic)
        ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.Password}"))
        : null;

    internal static string Digest(HttpChallenge challenge, CameraLogin login, HttpMethod method, Uri address, string ownNonce)
    {
        const string count = "00000001";
        var hash = Hash(challenge)!;
        var (realm, nonce, algorithm) = (challenge["realm"], challenge["nonce"], challenge["algorithm"]);
        var target = address.PathAndQuery;

        var secret = hash($"{login.User}:{realm}:{login.Password}");
        if (algorithm.EndsWith("-sess", StringComparison.OrdinalIgnoreCase))
        {
            secret = hash($"{secret}:{nonce}:{ownNonce}");
        }

        var request = hash($"{method}:{target}");
        var isOld = challenge["qop"].Length == 0;
        var response = isOld ? hash($"{secret}:{nonce}:{request}") : hash($"{secret}:{nonce}:{count}:{ownNonce}:auth:{request}");

        var answer = $"Digest username=\"{Quoted(login.User)}\", realm=\"{Quoted(realm)}\", nonce=\"{Quoted(nonce)}\", uri=\"{target}\", response=\"{response}\"";
        return answer
            + (algorithm.Length > 0 ? $", algorithm={algorithm}" : "")
            + (challenge["opaque"].Length > 0 ? $", opaque=\"{Quoted(challenge["opaque"])}\"" : "")
            + (isOld ? "" : $", qop=auth, nc={count}, cnonce=\"{ownNonce}\"");
    }

    private static Func<string, string>? Hash(HttpChallenge challenge) => challenge["algorithm"].ToUpperInvariant() switch
    {
        "" or "MD5" or "MD5-SESS" => text => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text))),
        "SHA-256" or "SHA-256-SESS" => text => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        _ => null,
    };

    private static string Quoted(string text) => text.Replace("\\", "\\\\").Replace("\"", "\\\"");
}

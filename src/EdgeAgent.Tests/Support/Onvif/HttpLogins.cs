using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>HTTP digest with MD5 and HTTP basic (RFC 7616, RFC 7617).</summary>
internal sealed partial class HttpLogins(OnvifSetup setup)
{
    private const string Realm = "IP Camera(12345)";

    private readonly HashSet<string> issued = [];
    private readonly HashSet<(string Nonce, string Count)> used = [];

    public string DigestChallenge()
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        issued.Add(nonce);
        return $"Digest realm=\"{Realm}\", nonce=\"{nonce}\", qop=\"auth\", algorithm=MD5";
    }

    public static string BasicChallenge => $"Basic realm=\"{Realm}\"";

    public bool BasicFits(string header) =>
        header == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{setup.User}:{setup.Password}"));

    /// <summary>Whether the login is ours, for this address, and not one that was shown before.</summary>
    public bool DigestFits(string header, HttpRequest request)
    {
        var parts = Parts().Matches(header).ToDictionary(part => part.Groups[1].Value, part => part.Groups[2].Value + part.Groups[3].Value);
        string Part(string name) => parts.GetValueOrDefault(name, "");

        var secret = Hash($"{setup.User}:{Realm}:{setup.Password}");
        var target = Hash($"{request.Method}:{request.Path}{request.QueryString}");
        return Part("username") == setup.User
            && Part("response") == Hash($"{secret}:{Part("nonce")}:{Part("nc")}:{Part("cnonce")}:{Part("qop")}:{target}")
            && issued.Contains(Part("nonce"))
            && used.Add((Part("nonce"), Part("nc")));
    }

    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("""(\w+)=(?:"([^"]*)"|([^,\s]*))""")]
    private static partial Regex Parts();
}

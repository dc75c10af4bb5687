using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>WS-UsernameToken with a password digest (OASIS Web Services Security UsernameToken Profile 1.0).</summary>
internal sealed class UsernameTokens(OnvifSetup setup, DeviceClock clock)
{
    private readonly HashSet<string> usedNonces = [];

    public static XElement? Find(XDocument request) =>
        request.Descendants().FirstOrDefault(element => element.Name.LocalName == "UsernameToken");

    /// <summary>Whether the token is ours, of this minute, and was never shown before.</summary>
    public bool Fits(XElement token)
    {
        if (!DateTimeOffset.TryParse(Part(token, "Created"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created)
            || (clock.ForTokens - created).Duration() > setup.TokenWindow)
        {
            return false;
        }

        var nonce = Part(token, "Nonce");
        return Part(token, "Username") == setup.User
            && Part(token, "Password") == Digest(nonce, Part(token, "Created"), setup.Password)
            && (usedNonces.Add(nonce) || setup.Has(OnvifQuirks.TakesNoncesAgain));
    }

    private static string Digest(string nonce, string created, string password) => Convert.ToBase64String(
        SHA1.HashData([.. Convert.FromBase64String(nonce), .. Encoding.UTF8.GetBytes(created + password)]));

    private static string Part(XElement token, string name) =>
        token.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value ?? "";
}

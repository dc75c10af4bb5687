using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>A fault of SOAP 1.2 or 1.1. Its words are the camera's own.</summary>
/// <param name="Codes">Code and subcodes without their prefixes, outermost first.</param>
/// <param name="Reason">For people; may be empty.</param>
internal sealed record SoapFault(IReadOnlyList<string> Codes, string Reason)
{
    // As letters only, for every maker spells it in another way.
    private static readonly string[] LoginWords =
    [
        "notauthorized", "notauthorised", "unauthorized", "unauthorised", "failedauthentication", "authenticationfail", "authenticationerror",
        "authorizationfail", "couldnotbeauthenticated", "notauthenticated", "authfail", "invalidsecurity", "messageexpired", "invalidusername",
        "invalidpassword", "wrongpassword", "usernameorpassword", "accountlocked", "accountislocked", "userlocked", "userislocked",
    ];

    /// <summary>The fault, or null where the element is none.</summary>
    public static SoapFault? Read(XElement? element)
    {
        if (element?.Name.LocalName != "Fault")
        {
            return null;
        }

        List<string> codes = [];
        for (var code = element.Child("Code"); code is not null && codes.Count < 8; code = code.Child("Subcode"))
        {
            codes.Add(WithoutPrefix(code.Text("Value")));
        }

        if (element.Text("faultcode") is { Length: > 0 } old)
        {
            codes.Add(WithoutPrefix(old));
        }

        string[] reasons = [element.Text("Reason", "Text"), element.Text("Reason"), element.Text("faultstring"), element.Text("Detail"), element.Text("detail")];
        return new SoapFault(codes, Array.Find(reasons, reason => reason.Length > 0) ?? "");
    }

    /// <summary>The camera wants a login, or another one. May be told in the text alone.</summary>
    public bool IsNotAuthorized => Codes.Append(Reason).Any(NamesALogin);

    /// <summary>The camera does not know the profile it was asked for.</summary>
    public bool IsNoProfile => Codes.Contains("NoProfile");

    /// <summary>Whether a text speaks of a login that is missing or wrong.</summary>
    public static bool NamesALogin(string text)
    {
        var letters = string.Concat(text.Take(4000).Where(char.IsAsciiLetter)).ToLowerInvariant();
        return Array.Exists(LoginWords, word => letters.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>For people, on one line.</summary>
    public override string ToString()
    {
        var text = OnvifText.Clean(Reason);
        return text.Length > 0 ? text : OnvifText.Clean(Codes.LastOrDefault(code => code.Length > 0) is { } code ? code : "without a reason");
    }

    private static string WithoutPrefix(string name) => name[(name.LastIndexOf(':') + 1)..];
}

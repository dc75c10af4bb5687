using System.Net;
using System.Text;
using System.Xml.Linq;

namespace EdgeAgent.Cameras.Onvif;

/// <summary>What a camera's answer to a call comes to: what was asked for, or why not.</summary>
/// <param name="Content">The response, where it is the one that was asked for.</param>
/// <param name="Failure">Why not, where it is not.</param>
/// <param name="WantsLogin">Another login, or one at all, may help.</param>
internal sealed record SoapReply(XElement? Content, OnvifException? Failure, bool WantsLogin, IReadOnlyList<HttpChallenge> Challenges)
{
    /// <summary>Never throws, whatever the answer.</summary>
    /// <param name="place">Who answered, for messages.</param>
    /// <param name="call">Name of the call, e.g. GetProfiles.</param>
    public static SoapReply Read(CameraAnswer answer, string call, string place)
    {
        var content = SoapEnvelope.Read(answer.Body, answer.Charset);
        var fault = SoapFault.Read(content);
        if (IsLoginWanted(answer, content, fault))
        {
            return Failed(OnvifFailure.LoginRefused, $"{place} wants a login for {call}", wantsLogin: true);
        }

        if (fault is not null)
        {
            var reason = fault.IsNoProfile ? OnvifFailure.NoSuchProfile : OnvifFailure.Refused;
            return Failed(reason, $"{place} refuses {call}: {fault}");
        }

        if (content?.Name.LocalName == call + "Response")
        {
            return new SoapReply(content, null, false, answer.Challenges);
        }

        // Some firmware answers what lacks a login with nothing but a status.
        var mayWantLogin = answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.InternalServerError;
        return Failed(OnvifFailure.NotOnvif, $"{place} does not speak ONVIF: {Instead(answer, content, call)}", mayWantLogin);

        SoapReply Failed(OnvifFailure reason, string message, bool wantsLogin = false) =>
            new(null, new OnvifException(reason, message), wantsLogin, answer.Challenges);
    }

    private static bool IsLoginWanted(CameraAnswer answer, XElement? content, SoapFault? fault) =>
        answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
        || fault is { IsNotAuthorized: true }
        || ((int)answer.Status >= 400 && content is null && SoapFault.NamesALogin(Encoding.Latin1.GetString(answer.Body, 0, Math.Min(answer.Body.Length, 4000))));

    private static string Instead(CameraAnswer answer, XElement? content, string call) => (int)answer.Status switch
    {
        >= 300 and < 400 when answer.SentOnTo is { } target =>
            $"it sends {call} on to {OnvifText.Clean(target.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped))}; if that is the camera, write that address",
        not 200 => $"it answers {call} with HTTP {(int)answer.Status}",
        _ when answer.Body.Length == 0 => $"it answers {call} with nothing",
        _ when content is null => $"it answers {call} with something that is no SOAP",
        _ => $"it answers {call} with {OnvifText.Clean(content.Name.LocalName)}",
    };

    /// <exception cref="OnvifException">The answer is not what was asked for.</exception>
    public XElement Take() => Content ?? throw Failure!;
}

using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Takes the envelopes that come to the three services, asks for the login, and sends the answer.</summary>
internal sealed class OnvifServices(
    OnvifSetup setup, OnvifAddresses addresses, DeviceClock clock, LoginGuard guard, Action<OnvifRequest> note)
{
    // ONVIF Core Specification, access class PRE_AUTH.
    private static readonly string[] OpenToAnybody =
        ["GetSystemDateAndTime", "GetCapabilities", "GetServices", "GetServiceCapabilities", "GetHostname", "GetEndpointReference"];

    private readonly DeviceAnswers device = new(setup, addresses, clock);
    private readonly MediaAnswers media = new(setup, addresses);
    private readonly Media2Answers media2 = new(setup, addresses);

    public async Task AnswerAsync(HttpContext context)
    {
        if (await ReadAsync(context.Request) is not { } envelope || Operation(envelope) is not { } operation)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var hasHttpLogin = context.Request.Headers.Authorization.Count > 0;
        note(new OnvifRequest(operation.Name.LocalName, UsernameTokens.Find(envelope) is not null, hasHttpLogin));
        if (!IsOpen(operation) && !guard.AdmitsToService(context.Request, envelope))
        {
            await RefuseAsync(context);
            return;
        }

        if (HostileAnswers.For(setup, addresses) is { } hostile)
        {
            await hostile(context);
            return;
        }

        var answer = Answer(context.Request.Path, operation) ?? Soap.Fault("Receiver", "Optional Action Not Implemented", "ActionNotSupported");
        await SendAsync(context, answer, answer.Name.LocalName == "Fault" ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<XDocument?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await XDocument.LoadAsync(request.Body, LoadOptions.None, request.HttpContext.RequestAborted);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement? Operation(XDocument envelope) =>
        envelope.Root?.Element(Soap.Envelope + "Body")?.Elements().FirstOrDefault();

    private static Task SendAsync(HttpContext context, XElement body, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/soap+xml; charset=utf-8";
        var bytes = Encoding.UTF8.GetBytes($"""<?xml version="1.0" encoding="UTF-8"?>{Soap.Wrap(body).ToString(SaveOptions.DisableFormatting)}""");

        // Cameras do so, and some clients know no chunks.
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }

    private bool IsOpen(XElement operation) =>
        setup.Login == OnvifLogin.None
        || setup.Has(OnvifQuirks.ServicesOpenToAnybody)
        || (!setup.Has(OnvifQuirks.ClockNeedsLogin) && OpenToAnybody.Contains(operation.Name.LocalName));

    private XElement? Answer(string path, XElement operation) => (path, operation.Name.Namespace) switch
    {
        (OnvifPaths.Device, var name) when name == Soap.Device => device.To(operation),
        (OnvifPaths.Media, var name) when name == Soap.Media => media.To(operation),
        (OnvifPaths.Media2, var name) when name == Soap.Media2 && setup.Media2 != Media2Offer.None => media2.To(operation),
        _ => null,
    };

    private Task RefuseAsync(HttpContext context)
    {
        if (setup.Login is OnvifLogin.Digest or OnvifLogin.Either && !setup.Has(OnvifQuirks.RefusesWithBadRequest))
        {
            context.Response.Headers.WWWAuthenticate = guard.DigestChallenge();
        }

        var inTextOnly = setup.Has(OnvifQuirks.NotAuthorizedInTextOnly);
        var fault = inTextOnly
            ? Soap.Fault("Receiver", "Error: Sender not authorized (NotAuthorized)")
            : Soap.Fault("Sender", "Access denied", "NotAuthorized");
        var status = inTextOnly ? StatusCodes.Status500InternalServerError : StatusCodes.Status401Unauthorized;
        return SendAsync(context, fault, setup.Has(OnvifQuirks.RefusesWithBadRequest) ? StatusCodes.Status400BadRequest : status);
    }
}

using Microsoft.AspNetCore.Http;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>Answers that no client should be hurt by.</summary>
internal static class HostileAnswers
{
    private const int HugeMegabytes = 64;
    private const int Depth = 100_000;

    /// <summary>What the camera sends in the place of any answer, or null where it sends right ones.</summary>
    public static RequestDelegate? For(OnvifSetup setup, OnvifAddresses addresses)
    {
        if (setup.Has(OnvifQuirks.HugeAnswer))
        {
            return HugeAsync;
        }

        if (setup.Has(OnvifQuirks.DeepAnswer))
        {
            return context => XmlAsync(context, Deep());
        }

        return setup.Has(OnvifQuirks.ExternalEntity) ? context => XmlAsync(context, WithEntity(addresses)) : null;
    }

    public static Task PageAsync(HttpContext context, string contentType)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync("<!DOCTYPE html><html><head><title>Login</title></head><body>Welcome<br></body></html>");
    }

    private static async Task HugeAsync(HttpContext context)
    {
        context.Response.ContentType = "application/soap+xml";
        await context.Response.WriteAsync($"<s:Envelope xmlns:s=\"{Soap.Envelope}\"><s:Body>");
        var megabyte = string.Concat(Enumerable.Repeat("<a>0123456789</a>", (1 << 20) / 17));
        for (var sent = 0; sent < HugeMegabytes; sent++)
        {
            await context.Response.WriteAsync(megabyte, context.RequestAborted);
        }

        await context.Response.WriteAsync("</s:Body></s:Envelope>");
    }

    private static string Deep() =>
        $"<s:Envelope xmlns:s=\"{Soap.Envelope}\"><s:Body>"
        + string.Concat(Enumerable.Repeat("<a>", Depth)) + string.Concat(Enumerable.Repeat("</a>", Depth))
        + "</s:Body></s:Envelope>";

    private static string WithEntity(OnvifAddresses addresses) =>
        $"""
        <?xml version="1.0"?>
        <!DOCTYPE s:Envelope [<!ENTITY secret SYSTEM "{addresses.Entity}">]>
        <s:Envelope xmlns:s="{Soap.Envelope}" xmlns:tds="{Soap.Device}"><s:Body>
          <tds:GetDeviceInformationResponse><tds:Manufacturer>&secret;</tds:Manufacturer></tds:GetDeviceInformationResponse>
        </s:Body></s:Envelope>
        """;

    private static Task XmlAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "application/soap+xml";
        return context.Response.WriteAsync(text);
    }
}

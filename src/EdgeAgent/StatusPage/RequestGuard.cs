namespace EdgeAgent.StatusPage;

/// <summary>
/// Stands before every answer. A web site that the owner visits can give its own name the address 127.0.0.1 (DNS
/// rebinding) and would then read the page as if it were its own: requests for any name but this box's are refused.
/// </summary>
internal static class RequestGuard
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-cache";

        if (OwnNames.Contains(context.Request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsync("This page answers only to localhost, 127.0.0.1 and [::1].\n");
    }
}

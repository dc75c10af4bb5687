namespace EdgeAgent.StatusPage;

/// <summary>
/// Stands before every answer. A web site that the owner visits can give its own name the address 127.0.0.1 (DNS
/// rebinding) and would then read the page as if it were its own: requests for any name but this box's are refused. It
/// can also send requests here without reading the answers (cross-site request forgery): what may change something
/// must name this page as its origin and send JSON, which no other site can without being asked first.
/// </summary>
internal static class RequestGuard
{
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; "
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

        var request = context.Request;
        if (!OwnNames.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "This page answers only to localhost, 127.0.0.1 and [::1].\n");
        }

        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || IsFromThisPage(request)
            ? next(context)
            : RefuseAsync(context, StatusCodes.Status403Forbidden, "Only the page itself changes anything: with its own Origin and Content-Type: application/json.\n");
    }

    /// <summary>Whether a script of this page asks. For a GET a browser tells it of WebSockets only, to which any site may connect.</summary>
    public static bool HasOwnOrigin(HttpRequest request) =>
        string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsFromThisPage(HttpRequest request) => HasOwnOrigin(request) && request.HasJsonContentType();

    private static Task RefuseAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text);
    }
}

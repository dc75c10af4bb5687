using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace EdgeAgent.StatusPage;

/// <summary>The page's own files, carried inside the program.</summary>
internal static class PageFiles
{
    private const string Prefix = "EdgeAgent.StatusPage.web.";

    /// <param name="frontPage">The file at the page's address.</param>
    public static void MapPageFiles(this IEndpointRouteBuilder routes, string frontPage = "index.html")
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);

            var name = resource[Prefix.Length..];
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
            routes.MapGet(
                name == frontPage ? "/" : $"/{name}",
                () => TypedResults.Bytes(content, ContentType(name), entityTag: tag));
        }
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"{name}: no content type is known for {other}"),
    };
}

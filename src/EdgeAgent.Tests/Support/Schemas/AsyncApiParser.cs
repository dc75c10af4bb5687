using EdgeAgent.Tests.Detection;

namespace EdgeAgent.Tests.Support.Schemas;

/// <summary>
/// The official parser, npm's @asyncapi/parser 3.6.6. Its bundle for browsers is one file without dependencies, which Node
/// from version 18 on runs too.
/// </summary>
internal static class AsyncApiParser
{
    /// <summary>Errors and warnings, a line each.</summary>
    /// <param name="document">Path of an AsyncAPI document; what it refers to is read too.</param>
    public static async Task<(int Exit, IReadOnlyList<string> Findings, string Transcript)> CheckAsync(string document)
    {
        using var folder = new TempFolder();
        using var unpacked = await ChildProcess.RunAsync("tar", "-xzf", NpmPackages.Demand("asyncapi-parser-3.6.6.tgz"), "-C", folder.Path);
        Assert.That(await unpacked.ExitAsync(), Is.Zero, unpacked.Transcript());

        var script = Path.Combine(AppContext.BaseDirectory, "Support", "Schemas", "parse_asyncapi.js");
        using var parser = await ChildProcess.RunAsync("node", script, folder.File("package/browser/index.js"), document);
        return (await parser.ExitAsync(), [.. parser.Output], parser.Transcript());
    }
}

using System.Text.Json;
using EdgeAgent.Tests.Detection;

namespace EdgeAgent.Tests.Support.Onvif;

/// <summary>The npm package onvif 0.8.3, a client that is not ours.</summary>
internal static class NpmOnvif
{
    private static readonly Dictionary<string, string> Tarballs = new()
    {
        ["onvif"] = "onvif-0.8.3.tgz",
        ["xml2js"] = "xml2js-0.6.2.tgz",
        ["sax"] = "sax-1.6.1.tgz",
        ["xmlbuilder"] = "xmlbuilder-11.0.1.tgz",
    };

    /// <summary>What the client sees, or with exit code 1 what it says is wrong.</summary>
    public static async Task<(int Exit, JsonElement Seen, string Error)> ListAsync(OnvifCamera camera, string user, string password, bool digest = false)
    {
        using var folder = new TempFolder();
        foreach (var (package, tarball) in Tarballs)
        {
            var target = Directory.CreateDirectory(folder.File($"node_modules/{package}")).FullName;
            using var unpacked = await ChildProcess.RunAsync(
                "tar", "-xzf", NpmPackages.Demand(tarball), "-C", target, "--strip-components=1");
            Assert.That(await unpacked.ExitAsync(), Is.Zero, unpacked.Transcript());
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Support", "Onvif", "npm_client.js");
        using var client = ChildProcess.Start(
            "node",
            [script, camera.DeviceService.Host, $"{camera.Port}", user, password, .. digest ? new[] { "digest" } : []],
            new Dictionary<string, string?> { ["NODE_PATH"] = folder.File("node_modules") });
        var exit = await client.ExitAsync();
        return (exit, exit == 0 ? JsonSerializer.Deserialize<JsonElement>(client.Output[^1]) : default, string.Join('\n', client.Errors));
    }
}

using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeAgent.Commands;
using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Acceptance;

/// <summary>A site's configuration in a folder of its own, and what <c>check</c> says of it.</summary>
internal sealed class CheckedSite : IDisposable
{
    private readonly TempFolder folder = new();

    public CheckedSite()
    {
        Configuration = new JsonObject
        {
            ["storage"] = new JsonObject { ["reserveMegabytes"] = 16 },
            ["detection"] = new JsonObject { ["modelFolder"] = Repository.File("models") },
            ["rules"] = new JsonObject { ["active"] = new JsonArray(new JsonObject { ["rule"] = "camera_lost" }) },
            ["uplink"] = new JsonObject
            {
                ["city"] = "quanzhou",
                ["county"] = "anxi",
                ["site"] = "tofu-042",
                ["broker"] = new JsonObject { ["address"] = $"mqtt://127.0.0.1:{FreePort.Next()}" },
            },
            ["statusPage"] = new JsonObject { ["port"] = 0 },
            ["cameras"] = new JsonArray(),
        };
    }

    /// <summary>As in config.json; there is no camera at first, and nobody listens where the broker should be.</summary>
    public JsonObject Configuration { get; }

    public JsonArray Cameras => Configuration["cameras"]!.AsArray();

    public string File(string name) => folder.File(name);

    /// <summary>A camera whose password lies in a file.</summary>
    public void Add(string id, string? password, object options)
    {
        var camera = JsonSerializer.SerializeToNode(options)!.AsObject();
        camera["id"] = id;
        if (password is not null)
        {
            System.IO.File.WriteAllText(File($"{id}.password"), password + "\n");
            camera["user"] = RtspCamera.User;
            camera["password"] = $"file:{id}.password";
        }

        Cameras.Add(camera);
    }

    public async Task<(int Exit, string Output, string Error)> CheckAsync(params string[] arguments)
    {
        await System.IO.File.WriteAllTextAsync(File("config.json"), Configuration.ToJsonString());
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CheckCommand.Create().Parse(["--config", File("config.json"), .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error });
        return (exit, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}

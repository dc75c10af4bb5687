using EdgeAgent.Cameras;
using EdgeAgent.Commands;
using EdgeAgent.Configuration;
using EdgeAgent.Detection;
using EdgeAgent.Rules;
using EdgeAgent.StatusPage;
using EdgeAgent.Storage;
using EdgeAgent.Uplink;

namespace EdgeAgent.Hosting;

/// <summary>The configuration of the demonstration: every clip a camera, at the pace of life, for ever.</summary>
internal static class DemoScene
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["people"] = "门前通道 Passage",
        ["cat"] = "原料间 Raw materials",
        ["person"] = "包装间 Packing",
    };

    /// <exception cref="UsageException">There is no clip.</exception>
    public static AgentOptions Of(string folder, int port, string models)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.mp4") : [];
        if (files.Length == 0)
        {
            throw new UsageException($"--clips {folder}: no .mp4 file there; install/demo-clips.sh makes some");
        }

        return new AgentOptions
        {
            Cameras = [.. files.Order(StringComparer.Ordinal).Select(Camera)],
            Detection = new DetectionOptions { ModelFolder = models },
            Rules = new RulesOptions { Active = [new RuleOptions { Rule = "intrusion" }, new RuleOptions { Rule = "animal" }] },
            Storage = new StorageOptions { ReserveMegabytes = 16 },
            Uplink = new UplinkOptions { City = "demo-city", County = "demo-county", Site = "demo" },
            StatusPage = new StatusPageOptions { Port = port },
        };
    }

    private static CameraOptions Camera(string file)
    {
        var id = Path.GetFileNameWithoutExtension(file);
        return new CameraOptions { Id = id, Name = Names.GetValueOrDefault(id, id), Clip = new ClipOptions { File = Path.GetFullPath(file) } };
    }
}

using EdgeAgent.Tests.Support;

namespace EdgeAgent.Tests.Commands.Setup;

/// <summary>The wizard in a process of its own, with the answers typed line by line.</summary>
internal static class TypedSetup
{
    /// <summary>The answers about a new site whose broker is not there, and the summary's.</summary>
    public static readonly string[] NewSite = ["quanzhou", "anxi", "tofu-042", "", "", "mqtt://127.0.0.1:1", "", "n", ""];

    /// <summary>A camera without ONVIF, with both streams under the paths of the fourth brand.</summary>
    public static async Task<RtspCamera> TpLinkAsync()
    {
        var clip = await TestClips.PersonAsync();
        return await RtspCamera.StartAsync(new Dictionary<string, string> { ["stream1"] = clip, ["stream2"] = clip }, RtspLogin.Digest);
    }

    /// <summary>The answers that add it.</summary>
    public static string[] Added(RtspCamera camera, string brand = "4") => [$"127.0.0.1:{camera.Port}", brand, $"{camera.Port}"];

    public static async Task<ChildProcess> RunAsync(TempFolder folder, string[] flags, params string[] answers)
    {
        var setup = AgentProcess.StartVerb(null, ["setup", "--config", folder.File("config.json"), .. flags]);
        foreach (var answer in answers)
        {
            setup.WriteLine(answer);
        }

        setup.CloseInput();
        await setup.ExitAsync();
        return setup;
    }
}

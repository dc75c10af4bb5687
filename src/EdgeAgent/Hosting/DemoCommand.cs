using System.CommandLine;
using EdgeAgent.Commands;

namespace EdgeAgent.Hosting;

/// <summary><c>demo</c>: the whole way on recorded clips, with a broker in the same process; what install/demo.sh calls.</summary>
public static class DemoCommand
{
    public static Command Create()
    {
        var clips = new Option<string>("--clips") { Required = true, Description = "Folder of video files; each stands for a camera." };
        var port = new Option<int>("--port") { Description = "Port of the page.", DefaultValueFactory = _ => 8080 };
        var seconds = new Option<int?>("--seconds") { Description = "End by itself after so long; without it at Ctrl+C." };
        var models = ModelFolderOption.Create();
        var demo = new Command("demo", "Shows the whole way on recorded clips: cameras, incidents, page, broker.") { clips, port, seconds, models };
        demo.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, async () =>
        {
            if (parsed.GetValue(seconds) is < 1)
            {
                throw new UsageException("--seconds: at least 1");
            }

            var scene = DemoScene.Of(parsed.GetRequiredValue(clips), parsed.GetValue(port), ModelFolderOption.Locate(parsed, models).Path);
            return await new Demo(scene, parsed.InvocationConfiguration).RunAsync(parsed.GetValue(seconds), cancellationToken);
        }));
        return demo;
    }
}

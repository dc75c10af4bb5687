using System.Runtime.InteropServices;
using EdgeAgent.Tests.Central.Fleet;
using EdgeAgent.Tests.Support.Onvif;
using EdgeAgent.Tests.Support.Schemas;
using EdgeAgent.Tests.Uplink;

namespace EdgeAgent.Tests;

/// <summary>
/// What is run by hand. <c>dotnet EdgeAgent.Tests.dll schemas</c> brings docs/schemas up to date after a change of the wire types.
/// <c>fleet</c> measures a broker with simulated sites: install/bench-fleet.sh.
/// <c>dotnet EdgeAgent.Tests.dll outbox 10000 3</c> measures the outbox, see install/bench-outbox.sh.
/// The simulated ONVIF camera as a process of its own, for another network namespace or to be seen:
/// <c>dotnet EdgeAgent.Tests.dll camera address=10.0.0.2 port=80 name=Door quirks=WrongHost login=Digest</c>.
/// It runs until its standard input ends or SIGTERM comes.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["schemas"])
        {
            SchemaFiles.Renew();
            return 0;
        }

        if (arguments is ["fleet", .. var figures] && FleetOptions.Parse(figures) is { } fleet)
        {
            try
            {
                var report = await FleetRun.RunAsync(fleet);
                Console.WriteLine(report);
                return report is { Lost: 0, Missing: 0, WrongPictures: 0 } ? 0 : 1;
            }
            catch (ResultStateException failed)
            {
                Console.Error.WriteLine($"fleet: {failed.Message}");
                return 1;
            }
        }

        if (arguments is ["outbox", var incidents, var rounds])
        {
            return await OutboxBench.RunAsync(int.Parse(incidents), int.Parse(rounds));
        }

        if (arguments is not ["camera", .. var wishes] || !wishes.All(wish => wish.Contains('=')))
        {
            Console.Error.WriteLine("usage: EdgeAgent.Tests.dll schemas | outbox INCIDENTS ROUNDS | fleet [--sites N] [--seconds N] [--plain] | camera [address=IP] [port=N] [name=TEXT] [endpoint=URN] [login=KIND] [quirks=A,B] [other=URL,URL] [stream=URL] [discoverable=false]");
            return 2;
        }

        var setup = wishes.Select(wish => wish.Split('=', 2)).Aggregate(new OnvifSetup { IsDiscoverable = true }, Wish);
        await using var camera = await OnvifCamera.StartAsync(setup);
        var stopped = new TaskCompletionSource();
        using var onStop = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        });
        Console.WriteLine($"ready {camera.DeviceService}");

        // Reading the console blocks its thread.
        await Task.WhenAny(Task.Run(Console.In.ReadToEnd), stopped.Task);
        return 0;
    }

    private static OnvifSetup Wish(OnvifSetup setup, string[] wish) => wish[0] switch
    {
        "address" => setup with { Address = wish[1] },
        "port" => setup with { Port = int.Parse(wish[1]) },
        "name" => setup with { Name = wish[1] },
        "endpoint" => setup with { Endpoint = wish[1] },
        "login" => setup with { Login = Enum.Parse<OnvifLogin>(wish[1]) },
        "quirks" => setup with { Quirks = Enum.Parse<OnvifQuirks>(wish[1]) },
        "discoverable" => setup with { IsDiscoverable = bool.Parse(wish[1]) },
        "other" => setup with { OtherAddresses = wish[1].Split(',') },
        "stream" => setup with { Profiles = [new("Profile_1", "stream", "H264", 640, 360, 5, 512, new Uri(wish[1]))] },
        var unknown => throw new ArgumentException($"{unknown} is no wish"),
    };
}

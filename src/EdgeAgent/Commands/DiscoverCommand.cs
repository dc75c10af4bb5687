using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands;

/// <summary><c>discover</c>: the ONVIF cameras on every network of the box, or the one at an address.</summary>
public static class DiscoverCommand
{
    private const int LongestWait = 120;

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var seconds = new Option<int>("--seconds") { Description = "How long answers are waited for.", DefaultValueFactory = _ => 5 };
        var address = new Option<string?>("--address") { Description = "Ask only this camera: HOST, HOST:PORT or the http:// address of its device service." };
        var json = new Option<bool>("--json") { Description = "One JSON array instead of lines." };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > LongestWait)
            {
                result.AddError($"--seconds must be from 1 to {LongestWait}");
            }
        });
        address.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && OnvifAddress.Problem(text) is { } problem)
            {
                result.AddError($"--address {problem}");
            }
        });
        var discover = new Command("discover", "ONVIF cameras on every network of this box.") { seconds, address, json };
        discover.SetAction((parsed, cancellationToken) => Failure.GuardAsync(parsed, async () =>
        {
            var (output, errors) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var cameras = await FindAsync(parsed.GetValue(address), parsed.GetValue(seconds), errors, cancellationToken);
                output.Write(parsed.GetValue(json) ? ToJson(cameras) : ToLines(cameras));
                return cameras.Count > 0 ? 0 : 1;
            }
            catch (OnvifException failure)
            {
                errors.WriteLine(DiscoverTexts.Say("cannotAsk", failure.Message));
                return 1;
            }
        }));
        return discover;
    }

    private static async Task<IReadOnlyList<DiscoveredCamera>> FindAsync(
        string? address, int seconds, TextWriter errors, CancellationToken cancellationToken)
    {
        var discovery = new OnvifDiscovery(TimeProvider.System);
        if (address is not null)
        {
            errors.WriteLine(DiscoverTexts.Say("asking", address));
            if (await discovery.ProbeAsync(address, cancellationToken) is { } camera)
            {
                return [camera];
            }

            errors.WriteLine(DiscoverTexts.Say("noneThere", address));
            return [];
        }

        errors.WriteLine(DiscoverTexts.Say("looking", seconds));
        var cameras = await discovery.FindAsync(TimeSpan.FromSeconds(seconds), cancellationToken);
        errors.WriteLine(cameras.Count > 0 ? DiscoverTexts.Say("found", cameras.Count) : DiscoverTexts.Say("none"));
        return cameras;
    }

    private static string ToJson(IReadOnlyList<DiscoveredCamera> cameras) => JsonSerializer.Serialize(
        cameras.Select(camera => new
        {
            camera.Endpoint,
            Host = camera.Host.ToString(),
            DeviceService = camera.DeviceService.AbsoluteUri,
            camera.Name,
            camera.Hardware,
        }),
        Json) + Environment.NewLine;

    private static string ToLines(IReadOnlyList<DiscoveredCamera> cameras)
    {
        var columns = cameras
            .Select(camera => new[] { camera.Host.ToString(), camera.DeviceService.AbsoluteUri, camera.Endpoint, camera.Hardware, camera.Name })
            .Select(cells => cells.Select(cell => cell.Length > 0 ? cell : "-").ToList())
            .ToList();
        return string.Concat(columns.Select(cells => string.Join("  ", cells.Select(Padded)) + Environment.NewLine));

        // The last column is the camera's own name, whose letters may be two cells wide.
        string Padded(string cell, int column) => column == 4 ? cell : cell.PadRight(columns.Max(cells => cells[column].Length));
    }
}

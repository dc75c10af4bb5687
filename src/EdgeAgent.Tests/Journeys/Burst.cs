using EdgeAgent.Rules;
using EdgeAgent.Tests.Support;
using EdgeAgent.Uplink.Contract;

namespace EdgeAgent.Tests.Journeys;

/// <summary>
/// A load that makes many incidents in little time: people walking through a dozen stripes of the picture, worked
/// through without a pause. With the time of the first picture fixed, every run names the same incidents.
/// </summary>
internal static class Burst
{
    private const int Stripes = 12;
    private const string Start = "2026-03-01T02:00:00+08:00";

    public static async Task<Workshop> WorkshopAsync(string broker, object? storage = null)
    {
        var clip = await TestClips.SubAsync();
        return new Workshop(
            broker,
            [new { id = "passage", clip = new { file = clip, realTime = false, loop = false, startsAt = Start }, zones = Zones() }],
            Zones().Keys.Select(zone => new { rule = "intrusion", zone, holdSeconds = 0, coolDownSeconds = 0.5 }),
            storage);
    }

    /// <summary>What <c>replay</c> says about the same clip with the same configuration.</summary>
    public static async Task<IReadOnlyList<IncidentData>> ReplayAsync(Workshop workshop)
    {
        using var replay = await AgentProcess.RunAsync(
            "replay", "--config", workshop.Configuration, "--at", Start, await TestClips.SubAsync());
        Assert.That(await replay.ExitAsync(), Is.Zero, replay.Transcript());
        return [.. replay.Output.Select(line => ContractJson.Read<IncidentData>(System.Text.Encoding.UTF8.GetBytes(line)))];
    }

    /// <summary>What makes an event the same, told by whichever run.</summary>
    public static (string Zone, DateTimeOffset Started, IncidentEvent Event, DateTimeOffset? Ended) Identity(IncidentData data) =>
        (data.Zone, data.Started, data.Event, data.Ended);

    /// <summary>Waits until all of these have arrived, for as long as more do.</summary>
    public static async Task UntilAllAsync(MqttListener centre, IReadOnlySet<(string, DateTimeOffset, IncidentEvent, DateTimeOffset?)> wanted)
    {
        for (var known = centre.Incidents; !wanted.IsSubsetOf(known.Select(message => Identity(message.Data))); known = centre.Incidents)
        {
            await centre.UntilIncidentsAsync(known.DistinctBy(message => message.Id).Count() + 1);
        }
    }

    private static Dictionary<string, double[][]> Zones() => Enumerable.Range(0, Stripes).ToDictionary(
        number => $"stripe-{number}",
        number =>
        {
            var (left, right) = ((double)number / Stripes, (double)(number + 1) / Stripes);
            return new double[][] { [left, 0], [right, 0], [right, 1], [left, 1] };
        });
}

using System.Text.Json.Nodes;
using static EdgeAgent.Commands.Setup.RuleEntryJson;

namespace EdgeAgent.Commands.Setup;

/// <summary>
/// Writes the rules of a new site, and has new cameras watched by the rules that a site has already. What somebody else
/// wrote into a rule stays; a rule that was taken out is not brought back.
/// </summary>
internal sealed class RuleDrafts(JsonArray active)
{
    private const string Intrusion = "intrusion";
    private static readonly string[] InZones = [Intrusion, "animal"];
    private static readonly string[] OfCameras = ["camera_lost", "camera_frozen", "camera_covered", "camera_moved", "camera_dark"];

    /// <summary>The rules of a site that had none.</summary>
    /// <param name="opening">Opening hours.</param>
    public void Begin(IReadOnlyList<CameraDraft> cameras, string opening)
    {
        var closed = OpeningHours.Closed(opening);
        foreach (var rule in InZones.Where(rule => rule != Intrusion || closed is not null))
        {
            JsonArray? hours = rule == Intrusion ? new JsonArray(closed) : null;
            foreach (var zone in cameras.SelectMany(camera => camera.Zones ?? []).Distinct())
            {
                active.Add(Write(rule, zone, [], hours));
            }

            var whole = cameras.Where(camera => camera.Zones is null or []).Select(camera => camera.Id).ToList();
            if (whole.Count > 0)
            {
                active.Add(Write(rule, "", whole.Count == cameras.Count ? [] : whole, hours));
            }
        }

        foreach (var rule in OfCameras)
        {
            active.Add(Write(rule, "", [], null));
        }
    }

    /// <summary>
    /// Has a new camera watched by every rule that the site has, but for those of places that it does not show: a rule of
    /// zones watches it as soon as they are drawn, and what people at work must wear is no matter of the yard.
    /// </summary>
    public void Watch(CameraDraft camera)
    {
        foreach (var rule in active.OfType<JsonObject>().Select(Name).Distinct().ToList())
        {
            var isOfZones = !InZones.Contains(rule) && Of(rule).All(entry => Zone(entry).Length > 0);
            var isOfRooms = !InZones.Contains(rule) && !OfCameras.Contains(rule);
            if (isOfZones || (isOfRooms && !PlaceTemplates.IsWorkroom(camera.Id)) || Of(rule).Any(entry => Watches(entry, camera)))
            {
                continue;
            }

            var zones = InZones.Contains(rule) && camera.Zones is { Count: > 0 } own ? own : [""];
            foreach (var zone in zones)
            {
                Watch(rule, zone, camera.Id);
            }
        }
    }

    /// <summary>Sets when nobody may be inside.</summary>
    /// <returns>False where several rules say it, so that it is unclear which is meant.</returns>
    public bool SetOpening(string opening)
    {
        var entries = Of(Intrusion).ToList();
        var closed = OpeningHours.Closed(opening);
        if (entries.Count == 0 || closed is null)
        {
            return closed is null == (entries.Count == 0);
        }

        if (entries.Select(entry => entry["hours"]?.ToJsonString()).Distinct().Count() > 1)
        {
            return false;
        }

        foreach (var entry in entries)
        {
            entry["hours"] = new JsonArray(closed);
        }

        return true;
    }

    private void Watch(string rule, string zone, string camera)
    {
        var same = Of(rule).FirstOrDefault(entry => Zone(entry) == zone && RuleEntryJson.Cameras(entry).Count > 0);
        if (same is not null)
        {
            ((JsonArray)same["cameras"]!).Add(camera);
            return;
        }

        var hours = Of(rule).Select(entry => entry["hours"]).OfType<JsonArray>().FirstOrDefault();
        active.Add(Write(rule, zone, [camera], hours));
    }

    private static bool Watches(JsonObject entry, CameraDraft camera) =>
        RuleEntryJson.Cameras(entry) is { Count: > 0 } own
            ? own.Contains(camera.Id)
            : Zone(entry).Length == 0 || (camera.Zones?.Contains(Zone(entry)) ?? false);

    private IEnumerable<JsonObject> Of(string rule) => active.OfType<JsonObject>().Where(entry => Name(entry) == rule);
}

using System.Text.Json.Nodes;

namespace EdgeAgent.Commands.Setup;

/// <summary>A rule of the template that no camera can be watched for yet.</summary>
/// <param name="Zones">Of its zones, those that have to be drawn.</param>
internal sealed record WaitingRule(string Rule, IReadOnlyList<string> Zones);

/// <summary>Writes the rules of a kind of workshop out into the configuration, as far as the cameras allow it.</summary>
internal sealed class WorkshopRules(JsonArray active)
{
    /// <summary>
    /// Adds the rules that are not there yet. One with zones is added if a camera has them all; one without watches
    /// the rooms in which people work.
    /// </summary>
    /// <param name="cameras">All cameras of the site.</param>
    /// <returns>Those that wait for a zone.</returns>
    public IReadOnlyList<WaitingRule> Add(WorkshopTemplate template, IReadOnlyList<SiteCamera> cameras)
    {
        var waiting = new List<WaitingRule>();
        foreach (var rule in template.Rules.Where(rule => !IsThere(rule)))
        {
            var zones = RuleEntryJson.Zones(rule);
            if (zones.Count == 0)
            {
                AddToRooms(rule, cameras);
            }
            else if (cameras.Any(camera => zones.All(camera.Zones.Contains)))
            {
                active.Add(rule.DeepClone());
            }
            else
            {
                var drawn = cameras.Select(camera => zones.Except(camera.Zones).ToList()).MinBy(missing => missing.Count);
                waiting.Add(new WaitingRule(RuleEntryJson.Name(rule), drawn ?? zones));
            }
        }

        return waiting;
    }

    private void AddToRooms(JsonObject rule, IReadOnlyList<SiteCamera> cameras)
    {
        var rooms = cameras.Where(camera => PlaceTemplates.IsWorkroom(camera.Id)).Select(camera => camera.Id).ToList();
        if (rooms.Count == 0)
        {
            return;
        }

        var entry = (JsonObject)rule.DeepClone();
        if (rooms.Count < cameras.Count)
        {
            entry.Insert(1, "cameras", RuleEntryJson.List(rooms));
        }

        active.Add(entry);
    }

    private bool IsThere(JsonObject rule) => active.OfType<JsonObject>().Any(entry =>
        RuleEntryJson.Name(entry) == RuleEntryJson.Name(rule) && (RuleEntryJson.Zone(rule).Length == 0 || RuleEntryJson.Zone(entry) == RuleEntryJson.Zone(rule)));
}

/// <param name="Zones">Names of its zones.</param>
internal sealed record SiteCamera(string Id, IReadOnlyCollection<string> Zones);

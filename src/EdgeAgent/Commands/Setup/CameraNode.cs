using System.Text.Json.Nodes;
using EdgeAgent.Cameras;
using static EdgeAgent.Commands.Setup.DraftJson;

namespace EdgeAgent.Commands.Setup;

/// <summary>One camera in the file, brought up to date but for its password.</summary>
internal static class CameraNode
{
    public static void Put(JsonObject node, CameraDraft camera)
    {
        Set(node, "name", camera.Name);
        RemoveWhatIsOfAnother(node, camera);
        if (camera.Onvif is not null || camera.Endpoint is not null)
        {
            var onvif = Section(node, "onvif");
            SetPlace(onvif, camera.Onvif);
            Set(onvif, "endpoint", camera.Endpoint);
        }

        Set(node, "subStream", camera.SubStream);
        Set(node, "mainStream", camera.MainStream);
        Set(node, "user", camera.User);
        foreach (var zone in (camera.Zones ?? []).Where(zone => node["zones"]?[zone] is null))
        {
            Section(node, "zones")[zone] = ZoneTemplates.Find(zone)!.ToJson();
        }
    }

    /// <summary>What is known of the place up to now must not stay beside the new one: the two streams could become two cameras.</summary>
    private static void RemoveWhatIsOfAnother(JsonObject node, CameraDraft camera)
    {
        if (camera.Onvif is not null && node["onvif"] is null)
        {
            // Addresses written out would count before what the camera says.
            node.Remove("subStream");
            node.Remove("mainStream");
        }

        if (camera.Onvif is null && camera.SubStream is { } sub && !(Text(node["subStream"]) is { } before && StreamAddress.AreSame(before, sub)))
        {
            node.Remove("onvif");
            node.Remove("mainStream");
        }

        if (camera.Onvif is not null || camera.SubStream is not null)
        {
            node.Remove("clip");
        }
    }

    // The same place written in another way is no change.
    private static void SetPlace(JsonObject onvif, string? address)
    {
        var kept = Text(onvif["address"]);
        if (kept is null || address is null || !OnvifAddress.AreSame(kept, address))
        {
            Set(onvif, "address", address);
        }
    }
}

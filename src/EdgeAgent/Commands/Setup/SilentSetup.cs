using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>The setup of a script: everything comes from flags.</summary>
internal sealed class SilentSetup(Dialogue dialogue, SetupFlags flags, ConfigurationDraft draft, TimeProvider time)
{
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    /// <exception cref="UsageException">Something that is needed was not given; all of it is named at once.</exception>
    public async Task<SetupPlan> PlanAsync(CancellationToken cancellationToken)
    {
        DemandAll();
        List<CameraDraft> cameras = [.. await Task.WhenAll(flags.Cameras.Select(camera => WithEndpointAsync(camera, cancellationToken)))];
        if (flags.Discovers)
        {
            cameras.AddRange(await FoundAsync(cameras, cancellationToken));
        }

        return draft.Cameras.Count + cameras.Count > 0
            ? new SetupPlan(flags.Site, cameras)
            : throw new UsageException("no camera was found; name them by --camera");
    }

    /// <exception cref="UsageException">A camera of the plan, which has been applied, is another one too.</exception>
    public void DemandNoneTwice(SetupPlan plan)
    {
        foreach (var camera in draft.Cameras.Where(camera => plan.Cameras.Any(planned => planned.Id == camera.Id)))
        {
            if (draft.Cameras.FirstOrDefault(other => other.Id != camera.Id && other.Source.IsSameAs(camera.Source)) is { } same)
            {
                throw new UsageException($"{camera.Id} and {same.Id} are one camera ({camera.Address}); leave one of them out, or give the stream of each by sub=");
            }
        }
    }

    private void DemandAll()
    {
        var (site, known) = (flags.Site, draft.Options.Uplink);
        var missing = new List<string>();
        void Demand(string flag, string? given, string before)
        {
            if (string.IsNullOrEmpty(given ?? before))
            {
                missing.Add(flag);
            }
        }

        Demand("--city", site.City, known.City);
        Demand("--county", site.County, known.County);
        Demand("--site", site.Site, known.Site);
        Demand("--broker", site.Broker, known.Broker.Address);
        if (flags.Cameras.Count == 0 && !flags.Discovers && draft.IsNew)
        {
            missing.Add("--camera or --discover");
        }

        if (missing.Count > 0)
        {
            throw new UsageException($"with --yes nothing is asked, so these are needed: {string.Join(", ", missing)}");
        }
    }

    // With its own name on the network the camera is found again when its address changes.
    private async Task<CameraDraft> WithEndpointAsync(CameraDraft camera, CancellationToken cancellationToken)
    {
        var known = draft.Cameras.FirstOrDefault(known => known.Id == camera.Id);
        if (camera.Onvif is null || camera.Endpoint is not null || (known is { Endpoint.Length: > 0, Onvif: { } place } && OnvifAddress.AreSame(place, camera.Onvif)))
        {
            return camera;
        }

        try
        {
            var found = await new OnvifDiscovery(time).ProbeAsync(camera.Onvif, cancellationToken);
            if (found is { Endpoint.Length: > 0 })
            {
                return camera with { Endpoint = found.Endpoint };
            }
        }
        catch (OnvifException)
        {
            // Said below; the acceptance test tells what is wrong with it.
        }

        if (string.IsNullOrEmpty(known?.Endpoint))
        {
            dialogue.Say(Phrase.NoEndpoint, camera.Id, camera.Onvif);
        }

        return camera;
    }

    private async Task<List<CameraDraft>> FoundAsync(List<CameraDraft> given, CancellationToken cancellationToken)
    {
        var taken = draft.Cameras.Select(known => known.Id).Concat(given.Select(camera => camera.Id)).ToHashSet();
        var cameras = new List<CameraDraft>();
        foreach (var found in await new OnvifDiscovery(time).FindAsync(Search, cancellationToken))
        {
            var place = KnownCamera.Place(found.DeviceService);
            var known = draft.Cameras.Where(known => known.Is(found)).ToList();
            cameras.AddRange(known.Where(known => known.HasMovedTo(found)).Select(known => new CameraDraft(known.Id, Onvif: place)));
            if (known.Count == 0 && !given.Exists(camera => IsThat(camera, found)))
            {
                var id = PlaceTemplates.Numbered().First(taken.Add);
                cameras.Add(new CameraDraft(
                    id, OnvifText.Clean(found.Name), place, found.Endpoint.Length > 0 ? found.Endpoint : null, User: flags.User, Password: flags.Password));
            }
        }

        return cameras;
    }

    private static bool IsThat(CameraDraft camera, DiscoveredCamera found) =>
        camera.Onvif is { } onvif && (OnvifAddress.DeviceService(onvif) == found.DeviceService || (camera.Endpoint is not null && found.IsNamed(camera.Endpoint)));
}

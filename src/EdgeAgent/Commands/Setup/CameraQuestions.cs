using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>First step: which cameras there are.</summary>
internal sealed class CameraQuestions(Dialogue dialogue, ConfigurationDraft draft, ChosenCameras chosen, TimeProvider time)
{
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    private readonly KnownCameraQuestions known = new(dialogue, draft);

    /// <inheritdoc cref="KnownCameraQuestions.Moved"/>
    public IReadOnlyList<CameraDraft> Moved => known.Moved;

    /// <summary>Chooses the new cameras, and those of the file that shall have another login.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        var fresh = new List<DiscoveredCamera>();
        foreach (var found in await FindAsync(cancellationToken))
        {
            // A recorder is one device with several cameras of the file.
            var same = draft.Cameras.Where(camera => camera.Is(found)).ToList();
            foreach (var camera in same)
            {
                await known.TellAsync(camera, found, cancellationToken);
            }

            if (same.Count == 0 && !chosen.IsKnown(Of(found)))
            {
                fresh.Add(found);
            }
        }

        foreach (var found in await ChooseAsync(fresh, cancellationToken))
        {
            chosen.TryAdd(Of(found));
        }

        while (await PlaceAsync(cancellationToken) is { } place)
        {
            if (await AtAsync(place, cancellationToken) is { } candidate)
            {
                chosen.TryAdd(candidate);
            }
        }

        foreach (var candidate in await known.OtherLoginsAsync(cancellationToken))
        {
            chosen.Add(candidate);
        }
    }

    /// <returns>Null for a camera of the file, and where there is no such place.</returns>
    private async Task<Candidate?> AtAsync(string place, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Probing, place);
        try
        {
            if (await new OnvifDiscovery(time).ProbeAsync(place, cancellationToken) is { } found)
            {
                return await FoundAsync(found, cancellationToken);
            }
        }
        catch (OnvifException)
        {
            dialogue.Say(Phrase.UnknownName, place);
            return null;
        }

        dialogue.Say(Phrase.NoOnvif, place);
        return await new StreamQuestions(dialogue).AskAsync(place, cancellationToken);
    }

    private async Task<Candidate?> FoundAsync(DiscoveredCamera found, CancellationToken cancellationToken)
    {
        // A recorder has many cameras at one address, so one that is known by its streams alone tells nothing of the others.
        var same = draft.Cameras.Where(camera => camera.Onvif is not null && camera.Is(found)).ToList();
        foreach (var camera in same)
        {
            await known.TellAsync(camera, found, cancellationToken);
        }

        if (same.Count > 0)
        {
            return null;
        }

        var candidate = Of(found);
        dialogue.Say(Phrase.FoundAt, candidate.Place, candidate.Words);
        return candidate;
    }

    private async Task<IReadOnlyList<DiscoveredCamera>> FindAsync(CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Searching);
        try
        {
            return await new OnvifDiscovery(time).FindAsync(Search, cancellationToken);
        }
        catch (OnvifException error)
        {
            dialogue.Say(Phrase.SearchFailed, error.Message);
            return [];
        }
    }

    private async Task<IEnumerable<DiscoveredCamera>> ChooseAsync(List<DiscoveredCamera> fresh, CancellationToken cancellationToken)
    {
        if (fresh.Count == 0)
        {
            dialogue.Say(Phrase.NoneFound);
            return [];
        }

        foreach (var (index, found) in fresh.Index())
        {
            dialogue.Say(Phrase.Found, index + 1, KnownCamera.Place(found.DeviceService), $"{found.Name} {found.Hardware}");
        }

        var answer = await dialogue.AskAsync(
            Phrase.WhichCameras, "all", text => text is "all" or "none" || Numbers.Parse(text, fresh.Count) is not null, Phrase.BadChoice, cancellationToken);
        return answer switch
        {
            "all" => fresh,
            "none" => [],
            _ => Numbers.Parse(answer, fresh.Count)!.Select(number => fresh[number - 1]),
        };
    }

    private async Task<string?> PlaceAsync(CancellationToken cancellationToken)
    {
        var place = await dialogue.AskAsync(
            Phrase.MoreByAddress, null, text => text.Length == 0 || OnvifAddress.Problem(text) is null, Phrase.BadCameraAddress, cancellationToken);
        return place.Length == 0 ? null : place;
    }

    private static Candidate Of(DiscoveredCamera found) => new(
        KnownCamera.Place(found.DeviceService), $"{found.Name} {found.Hardware}".Trim(), found.DeviceService, found.Endpoint.Length == 0 ? null : found.Endpoint);
}

using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>First step: which cameras there are.</summary>
internal sealed class CameraQuestions(Dialogue dialogue, ConfigurationDraft draft, TimeProvider time)
{
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    /// <summary>Cameras of the file whose address has changed, as far as it shall be taken over.</summary>
    public List<CameraDraft> Moved { get; } = [];

    /// <returns>The new cameras, and those of the file that shall have another login.</returns>
    public async Task<IReadOnlyList<Candidate>> AskAsync(CancellationToken cancellationToken)
    {
        var fresh = new List<DiscoveredCamera>();
        foreach (var found in await FindAsync(cancellationToken))
        {
            if (draft.Cameras.FirstOrDefault(known => known.Is(found)) is { } known)
            {
                await TellKnownAsync(known, found, cancellationToken);
            }
            else
            {
                fresh.Add(found);
            }
        }

        List<Candidate> chosen = [.. (await ChooseAsync(fresh, cancellationToken)).Select(Of)];
        while (await PlaceAsync(cancellationToken) is { } place)
        {
            if (await AtAsync(place, cancellationToken) is not { } candidate)
            {
                continue;
            }

            if (chosen.Exists(candidate.IsSameAs))
            {
                dialogue.Say(Phrase.ChosenAlready, candidate.Place);
                continue;
            }

            chosen.Add(candidate);
        }

        return [.. chosen, .. await OtherLoginsAsync(cancellationToken)];
    }

    /// <returns>Null for a camera of the file.</returns>
    private async Task<Candidate?> AtAsync(string place, CancellationToken cancellationToken)
    {
        if (await ProbeAsync(place, cancellationToken) is { } found)
        {
            // A recorder has many cameras at one address, so one that is known by its streams alone tells nothing of the others.
            if (draft.Cameras.FirstOrDefault(known => known.Onvif is not null && known.Is(found)) is not { } known)
            {
                return Of(found);
            }

            await TellKnownAsync(known, found, cancellationToken);
            return null;
        }

        dialogue.Say(Phrase.NoOnvif, place);
        var candidate = await new StreamQuestions(dialogue).AskAsync(place, cancellationToken);
        if (draft.Cameras.FirstOrDefault(known => known.SubStream == candidate.SubStream) is not { } same)
        {
            return candidate;
        }

        dialogue.Say(Phrase.FoundKnown, same.Id, candidate.SubStream);
        return null;
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

    private async Task TellKnownAsync(KnownCamera known, DiscoveredCamera found, CancellationToken cancellationToken)
    {
        var place = KnownCamera.Place(found.DeviceService);
        if (!known.HasMovedTo(found))
        {
            dialogue.Say(Phrase.FoundKnown, known.Id, place);
        }
        else if (await dialogue.ConfirmAsync(Phrase.Moved, true, cancellationToken, known.Id, known.Onvif, place))
        {
            Moved.Add(new CameraDraft(known.Id, Onvif: place));
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

    private async Task<DiscoveredCamera?> ProbeAsync(string place, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Probing, place);
        try
        {
            return await new OnvifDiscovery(time).ProbeAsync(place, cancellationToken);
        }
        catch (OnvifException error)
        {
            dialogue.Say(Phrase.TrialFailed, place, error.Message);
            return null;
        }
    }

    private async Task<IEnumerable<Candidate>> OtherLoginsAsync(CancellationToken cancellationToken)
    {
        var live = draft.Cameras.Where(known => known.Address is not null).ToList();
        if (live.Count == 0)
        {
            return [];
        }

        foreach (var (index, known) in live.Index())
        {
            dialogue.Say(Phrase.Found, index + 1, $"{known.Id} {known.Name}", known.Address);
        }

        var answer = await dialogue.AskAsync(
            Phrase.OtherLogins, null, text => text.Length == 0 || Numbers.Parse(text, live.Count) is not null, Phrase.BadChoice, cancellationToken);
        return (Numbers.Parse(answer, live.Count) ?? []).Select(number => live[number - 1]).Select(Of);
    }

    private Candidate Of(KnownCamera known)
    {
        var place = Moved.Find(camera => camera.Id == known.Id)?.Onvif ?? known.Onvif;
        return new Candidate(
            place ?? known.SubStream!, known.Name, place is null ? null : OnvifAddress.DeviceService(place), known.Endpoint, known.SubStream, Id: known.Id);
    }

    private static Candidate Of(DiscoveredCamera found) => new(
        KnownCamera.Place(found.DeviceService), $"{found.Name} {found.Hardware}".Trim(), found.DeviceService, found.Endpoint.Length == 0 ? null : found.Endpoint);
}

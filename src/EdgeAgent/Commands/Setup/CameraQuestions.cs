using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>First step: which cameras there are.</summary>
internal sealed class CameraQuestions(Dialogue dialogue, ConfigurationDraft draft, TimeProvider time)
{
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    private readonly KnownCameraQuestions known = new(dialogue, draft);

    /// <inheritdoc cref="KnownCameraQuestions.Moved"/>
    public IReadOnlyList<CameraDraft> Moved => known.Moved;

    /// <returns>The new cameras, and those of the file that shall have another login.</returns>
    public async Task<IReadOnlyList<Candidate>> AskAsync(CancellationToken cancellationToken)
    {
        var fresh = new List<DiscoveredCamera>();
        foreach (var found in await FindAsync(cancellationToken))
        {
            if (draft.Cameras.FirstOrDefault(camera => camera.Is(found)) is { } same)
            {
                await known.TellAsync(same, found, cancellationToken);
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

        return [.. chosen, .. await known.OtherLoginsAsync(cancellationToken)];
    }

    /// <returns>Null for a camera of the file.</returns>
    private async Task<Candidate?> AtAsync(string place, CancellationToken cancellationToken)
    {
        if (await ProbeAsync(place, cancellationToken) is { } found)
        {
            // A recorder has many cameras at one address, so one that is known by its streams alone tells nothing of the others.
            if (draft.Cameras.FirstOrDefault(camera => camera.Onvif is not null && camera.Is(found)) is not { } same)
            {
                return Of(found);
            }

            await known.TellAsync(same, found, cancellationToken);
            return null;
        }

        dialogue.Say(Phrase.NoOnvif, place);
        var candidate = await new StreamQuestions(dialogue).AskAsync(place, cancellationToken);
        if (draft.Cameras.FirstOrDefault(camera => camera.SubStream == candidate.SubStream) is not { } there)
        {
            return candidate;
        }

        dialogue.Say(Phrase.FoundKnown, there.Id, candidate.SubStream);
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

    private static Candidate Of(DiscoveredCamera found) => new(
        KnownCamera.Place(found.DeviceService), $"{found.Name} {found.Hardware}".Trim(), found.DeviceService, found.Endpoint.Length == 0 ? null : found.Endpoint);
}

using System.Globalization;
using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>First step: which cameras there are.</summary>
internal sealed class CameraQuestions(Dialogue dialogue, ConfigurationDraft draft, TimeProvider time)
{
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    /// <summary>Cameras of the file whose address has changed, as far as it shall be taken over.</summary>
    public List<CameraDraft> Moved { get; } = [];

    /// <returns>The new cameras.</returns>
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
            chosen.Add(await ProbeAsync(place, cancellationToken));
        }

        return chosen;
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

    private async Task<Candidate> ProbeAsync(string place, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Probing, place);
        try
        {
            if (await new OnvifDiscovery(time).ProbeAsync(place, cancellationToken) is { } found)
            {
                return Of(found);
            }
        }
        catch (OnvifException error)
        {
            dialogue.Say(Phrase.TrialFailed, place, error.Message);
        }

        return await AskBrandAsync(place, cancellationToken);
    }

    private async Task<Candidate> AskBrandAsync(string place, CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.NoOnvif, place);
        foreach (var (index, brand) in PathTemplates.All.Index())
        {
            dialogue.Say(Phrase.Brand, index + 1, brand.Zh, brand.En);
        }

        var answer = await dialogue.AskAsync(
            Phrase.WhichBrand, "1", text => text == "0" || Numbers.Parse(text, PathTemplates.All.Count) is { Count: 1 }, Phrase.BadChoice, cancellationToken);
        if (answer != "0")
        {
            var brand = PathTemplates.All[int.Parse(answer, CultureInfo.InvariantCulture) - 1];
            var host = OnvifAddress.DeviceService(place);
            var at = host.IsDefaultPort ? host.Host : $"{host.Host}:{host.Port}";
            return new Candidate(place, brand.En, null, null, brand.SubStream(at), brand.MainStream(at));
        }

        var sub = await dialogue.AskAsync(Phrase.SubAddress, null, text => StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        var main = await dialogue.AskAsync(
            Phrase.MainAddress, null, text => text.Length == 0 || StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        return new Candidate(place, "RTSP", null, null, sub, main.Length == 0 ? null : main);
    }

    private static Candidate Of(DiscoveredCamera found) => new(
        KnownCamera.Place(found.DeviceService), $"{found.Name} {found.Hardware}".Trim(), found.DeviceService, found.Endpoint.Length == 0 ? null : found.Endpoint);
}

using EdgeAgent.Cameras;
using EdgeAgent.Cameras.Onvif;

namespace EdgeAgent.Commands.Setup;

/// <summary>What is asked about the cameras that the file has already.</summary>
internal sealed class KnownCameraQuestions(Dialogue dialogue, ConfigurationDraft draft)
{
    /// <summary>Those whose address has changed, as far as it shall be taken over.</summary>
    public List<CameraDraft> Moved { get; } = [];

    /// <summary>Says that the camera is known, and offers its new address where it has one.</summary>
    public async Task TellAsync(KnownCamera known, DiscoveredCamera found, CancellationToken cancellationToken)
    {
        var place = KnownCamera.Place(found.DeviceService);
        if (!known.HasMovedTo(found) || Moved.Exists(camera => camera.Id == known.Id && camera.Onvif == place))
        {
            dialogue.Say(Phrase.FoundKnown, known.Id, place);
        }
        else if (await dialogue.ConfirmAsync(Phrase.Moved, true, cancellationToken, known.Id, known.Onvif, place))
        {
            Moved.Add(new CameraDraft(known.Id, Onvif: place));
        }
    }

    /// <returns>Those that shall have another login.</returns>
    public async Task<IEnumerable<Candidate>> OtherLoginsAsync(CancellationToken cancellationToken)
    {
        var live = draft.Cameras.Where(known => known.Address is not null).ToList();
        if (live.Count == 0)
        {
            return [];
        }

        foreach (var (index, known) in live.Index())
        {
            dialogue.Say(Phrase.Found, index + 1, $"{known.Id} {known.Name}", OnvifOf(known) ?? known.SubStream);
        }

        var answer = await dialogue.AskAsync(
            Phrase.OtherLogins, null, text => text.Length == 0 || Numbers.Parse(text, live.Count) is not null, Phrase.BadChoice, cancellationToken);
        return (Numbers.Parse(answer, live.Count) ?? []).Select(number => Of(live[number - 1]));
    }

    private Candidate Of(KnownCamera known) => OnvifOf(known) is { } onvif
        ? new Candidate(onvif, known.Name, OnvifAddress.DeviceService(onvif), known.Endpoint, Id: known.Id, User: known.User)
        : new Candidate(new Uri(known.SubStream!).Authority, known.Name, null, null, known.SubStream, Id: known.Id, User: known.User);

    private string? OnvifOf(KnownCamera known) => Moved.Find(camera => camera.Id == known.Id)?.Onvif ?? known.Onvif;
}

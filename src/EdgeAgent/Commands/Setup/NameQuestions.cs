using System.Text.RegularExpressions;
using EdgeAgent.Cameras;
using EdgeAgent.Storage;

namespace EdgeAgent.Commands.Setup;

/// <summary>Third step: what each camera is called and which part of its picture counts.</summary>
/// <param name="pictures">Folder for a picture of each camera, so that one can see which is which.</param>
internal sealed partial class NameQuestions(Dialogue dialogue, IEnumerable<string> taken, string pictures)
{
    private readonly HashSet<string> ids = [.. taken];
    private int pictureNumber;

    public async Task<CameraDraft> AskAsync(TriedCamera tried, CancellationToken cancellationToken)
    {
        var camera = tried.Camera;
        dialogue.SayNothing();
        dialogue.Say(Phrase.ThisCamera, camera.Place, camera.Words);
        ShowPicture(tried);
        var id = await IdAsync(cancellationToken);
        ids.Add(id);
        var name = await dialogue.AskAsync(Phrase.CameraName, PlaceTemplates.NameOf(id) ?? id, _ => true, Phrase.BadChoice, cancellationToken);
        return tried.ToDraft(id) with { Name = name, Zones = await ZonesAsync(cancellationToken) };
    }

    private void ShowPicture(TriedCamera tried)
    {
        if (tried.Trial.Picture is { } picture)
        {
            // Several cameras may be at one place.
            var file = Path.Combine(pictures, $"{++pictureNumber}-{NoFileName().Replace(tried.Camera.Place, "-")}.jpg");
            AtomicFile.Write(file, picture);
            dialogue.Say(Phrase.PictureAt, file);
        }

        if (tried.Trial.Problem is { } problem)
        {
            dialogue.Say(Phrase.NoVideo, problem);
        }
    }

    private async Task<string> IdAsync(CancellationToken cancellationToken)
    {
        var free = PlaceTemplates.All.Where(place => !ids.Contains(place.Id)).ToList();
        if (free.Count > 0)
        {
            dialogue.Say(Phrase.Places, string.Join("  ", free.Select((place, index) => $"{index + 1}. {place.Id} {place.Name}")));
        }

        // A number is always one of the list: as an id it would be a slip.
        bool IsId(string text) => Regex.IsMatch(text, CameraId.Pattern) && !text.All(char.IsAsciiDigit) && !ids.Contains(text);
        string Meant(string text) => Numbers.Parse(text, free.Count) is [var number] ? free[number - 1].Id : text;
        return Meant(await dialogue.AskAsync(
            Phrase.CameraId,
            PlaceTemplates.Next(ids),
            text => IsId(Meant(text)),
            Phrase.BadId,
            cancellationToken));
    }

    private async Task<IReadOnlyList<string>> ZonesAsync(CancellationToken cancellationToken)
    {
        dialogue.Say(Phrase.Zones, [.. ZoneTemplates.All.Select(zone => (object)zone.Name)]);
        var count = ZoneTemplates.All.Count + 1;
        var answer = await dialogue.AskAsync(Phrase.WhichZones, "1", text => Numbers.Parse(text, count) is not null, Phrase.BadChoice, cancellationToken);
        var numbers = Numbers.Parse(answer, count)!;
        return numbers.Contains(1) ? [] : [.. numbers.Select(number => ZoneTemplates.All[number - 2].Id)];
    }

    [GeneratedRegex("[^A-Za-z0-9.-]+")]
    private static partial Regex NoFileName();
}

using System.Globalization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>Where a camera without ONVIF has its streams: by its brand, or as the installer types it.</summary>
internal sealed class StreamQuestions(Dialogue dialogue)
{
    private const string Typed = "0";

    /// <param name="place">Address of the camera as the installer gave it.</param>
    public async Task<Candidate> AskAsync(string place, CancellationToken cancellationToken)
    {
        foreach (var (index, brand) in PathTemplates.All.Index())
        {
            dialogue.Say(Phrase.Brand, index + 1, brand.Zh, brand.En);
        }

        var answer = await dialogue.AskAsync(
            Phrase.WhichBrand, "1", text => text == Typed || Numbers.Parse(text, PathTemplates.All.Count) is { Count: 1 }, Phrase.BadChoice, cancellationToken);
        return answer == Typed ? await TypedAsync(place, cancellationToken) : OfBrand(place, PathTemplates.All[int.Parse(answer, CultureInfo.InvariantCulture) - 1]);
    }

    private static Candidate OfBrand(string place, PathTemplate brand)
    {
        var host = OnvifAddress.DeviceService(place);
        var at = host.IsDefaultPort ? host.Host : $"{host.Host}:{host.Port}";
        return new Candidate(place, brand.En, null, null, brand.SubStream(at), brand.MainStream(at));
    }

    private async Task<Candidate> TypedAsync(string place, CancellationToken cancellationToken)
    {
        var sub = await dialogue.AskAsync(Phrase.SubAddress, null, text => StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        var main = await dialogue.AskAsync(
            Phrase.MainAddress, null, text => text.Length == 0 || StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        return new Candidate(place, "RTSP", null, null, sub, main.Length == 0 ? null : main);
    }
}

using System.Globalization;
using EdgeAgent.Cameras;

namespace EdgeAgent.Commands.Setup;

/// <summary>Where a camera without ONVIF has its streams: by its brand, or as the installer types it.</summary>
internal sealed class StreamQuestions(Dialogue dialogue)
{
    private const string Typed = "0";
    private const string First = "1";

    /// <param name="place">Address of the camera as the installer gave it.</param>
    public async Task<Candidate> AskAsync(string place, CancellationToken cancellationToken)
    {
        var brand = await BrandAsync(Phrase.WhichBrand, First, text => IsOne(text), cancellationToken);
        return await OfAsync(place, brand, StreamAddress.UsualPort, cancellationToken);
    }

    /// <summary>Asks again; no brand is suggested any more, for the one suggested may be what did not work.</summary>
    /// <param name="failed">A camera that is known by its stream, at which there was no picture.</param>
    /// <returns>Null when none shall be tried any more.</returns>
    public async Task<Candidate?> AskAgainAsync(Candidate failed, CancellationToken cancellationToken)
    {
        var brand = await BrandAsync(Phrase.WhichBrandNext, null, text => text.Length == 0 || IsOne(text), cancellationToken);
        return brand.Length == 0
            ? null
            : await OfAsync(failed.Place, brand, StreamAddress.Port(new Uri(failed.SubStream!)), cancellationToken) with { Id = failed.Id, User = failed.User };
    }

    private static bool IsOne(string text) => text == Typed || Numbers.Parse(text, PathTemplates.All.Count) is { Count: 1 };

    private async Task<string> BrandAsync(Phrase question, string? suggested, Func<string, bool> isRight, CancellationToken cancellationToken)
    {
        foreach (var (index, brand) in PathTemplates.All.Index())
        {
            dialogue.Say(Phrase.Brand, index + 1, brand.Zh, brand.En);
        }

        return await dialogue.AskAsync(question, suggested, isRight, Phrase.BadNumber, cancellationToken);
    }

    private Task<Candidate> OfAsync(string place, string answer, int port, CancellationToken cancellationToken) => answer == Typed
        ? TypedAsync(place, cancellationToken)
        : OfBrandAsync(place, PathTemplates.All[Numbers.Parse(answer, PathTemplates.All.Count)![0] - 1], port, cancellationToken);

    private async Task<Candidate> OfBrandAsync(string place, PathTemplate brand, int port, CancellationToken cancellationToken)
    {
        var service = OnvifAddress.DeviceService(place);
        if (!service.IsDefaultPort)
        {
            // What was given may be the port of ONVIF as well as that of RTSP.
            var answer = await dialogue.AskAsync(Phrase.RtspPort, $"{port}", text => Port(text) is not null, Phrase.BadPort, cancellationToken, service.Host);
            port = Port(answer)!.Value;
        }

        var (sub, main) = brand.Streams(service.Host, port);
        return new Candidate(place, brand.En, null, null, sub, main);
    }

    private async Task<Candidate> TypedAsync(string place, CancellationToken cancellationToken)
    {
        var sub = await dialogue.AskAsync(Phrase.SubAddress, null, text => StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        var main = await dialogue.AskAsync(
            Phrase.MainAddress, null, text => text.Length == 0 || StreamAddress.Problem(text) is null, Phrase.BadStreamAddress, cancellationToken);
        return new Candidate(place, "RTSP", null, null, sub, main.Length == 0 ? null : main);
    }

    private static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
}

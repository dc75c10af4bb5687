using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeAgent.Uplink.Contract;

/// <summary>
/// The central side of the contract: understands messages, tells doubles by source and id, finds gaps and checks pictures
/// against what their incident announced. It remembers every event; a central system keeps that in its own database.
/// Not for several threads at once.
/// </summary>
/// <param name="root">Topic levels before /v1.</param>
public sealed class Consumer(string root)
{
    private const int LevelsOfPlace = 3;

    private readonly HashSet<(string Source, string Id)> events = [];
    private readonly Dictionary<string, string> announced = [];
    private readonly HashSet<string> pictures = [];
    private readonly SortedDictionary<string, SequenceAudit> sequences = new(StringComparer.Ordinal);

    public int Events => events.Count;

    public int Doubles { get; private set; }

    /// <summary>Different incidents of which the picture has come as announced.</summary>
    public int Thumbnails => pictures.Count;

    /// <summary>Pictures that were not what their incident had announced.</summary>
    public int WrongThumbnails { get; private set; }

    /// <summary>Bodies that are none of the contract.</summary>
    public int Unreadable { get; private set; }

    /// <summary>By the site's topic prefix.</summary>
    public IReadOnlyDictionary<string, SequenceAudit> Sequences => sequences;

    /// <summary>How many events are missing, of all sites.</summary>
    public long Missing => sequences.Values.Sum(audit => audit.Missing);

    /// <param name="topic">As delivered by the broker.</param>
    public Received Receive(string topic, ReadOnlySpan<byte> body)
    {
        var (site, parts) = Split(topic);
        try
        {
            return parts switch
            {
                ["incident"] => Incident(topic, site, ContractJson.Read<IncidentMessage>(body)),
                ["thumbnail", var incident] => Thumbnail(topic, site, incident, body),
                ["status"] => new StatusReceived(topic, site, ContractJson.Read<StatusMessage>(body)),
                ["camera", _] => new CameraReceived(topic, site, ContractJson.Read<CameraMessage>(body)),
                ["summary", _] => new SummaryReceived(topic, site, ContractJson.Read<SummaryMessage>(body)),
                ["heartbeat"] => new HeartbeatReceived(topic, site, ContractJson.Read<HeartbeatMessage>(body)),
                ["command", var name] => new CommandReceived(topic, site, name, ContractJson.Read<CommandMessage>(body)),
                ["reply", _] => new ReplyReceived(topic, site, ContractJson.Read<ReplyMessage>(body)),
                ["live", var camera] => new LiveReceived(topic, site, camera, body.Length),
                _ => new UnknownReceived(topic, site, null),
            };
        }
        catch (JsonException error)
        {
            Unreadable++;
            return new UnknownReceived(topic, site, error.Message);
        }
    }

    private (string Site, string[] Parts) Split(string topic)
    {
        var start = $"{root}/v1/";
        if (!topic.StartsWith(start, StringComparison.Ordinal))
        {
            return ("", []);
        }

        var levels = topic[start.Length..].Split('/');
        var place = string.Join('/', levels.Take(LevelsOfPlace));
        return (start + place, [.. levels.Skip(LevelsOfPlace)]);
    }

    private IncidentReceived Incident(string topic, string site, IncidentMessage message)
    {
        var isDouble = !events.Add((message.Source, message.Id));
        Doubles += isDouble ? 1 : 0;
        if (!sequences.TryGetValue(site, out var audit))
        {
            sequences.Add(site, audit = new SequenceAudit());
        }

        audit.Note(message.Seq);
        if (message.Data.Thumbnail is { Topic: { } picture, Sha256: var sha256 })
        {
            announced[picture] = sha256;
        }

        return new IncidentReceived(topic, site, message, isDouble);
    }

    private ThumbnailReceived Thumbnail(string topic, string site, string incident, ReadOnlySpan<byte> body)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(body));
        bool? agrees = announced.TryGetValue(topic, out var expected) ? expected == sha256 : null;
        if (agrees == true)
        {
            pictures.Add(topic);
        }

        WrongThumbnails += agrees == false ? 1 : 0;
        return new ThumbnailReceived(topic, site, incident, body.Length, sha256, agrees);
    }
}

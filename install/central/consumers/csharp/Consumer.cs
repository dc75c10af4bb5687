using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FoodSafety.Consumer;

/// <summary>Keeps what the sites report, and tells on standard output what docs/consumers.md says.</summary>
internal sealed class Consumer
{
    private const int LevelsOfSite = 5;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Journal journal;
    private readonly Ledger ledger;

    public Consumer(Journal journal, Ledger ledger)
    {
        this.journal = journal;
        this.ledger = ledger;
        foreach (var entry in journal.Read())
        {
            Recall(entry);
        }
    }

    public static void Tell(IEnumerable<object> lines)
    {
        foreach (var line in lines)
        {
            Console.WriteLine(JsonSerializer.Serialize(line, Plain));
        }
    }

    /// <summary>Returns when nothing of the message can be lost any more. An exception means that it may not be acknowledged.</summary>
    public void Receive(string topic, byte[] body, bool retained)
    {
        var levels = topic.Split('/');
        if (body.Length == 0 || levels.Length <= LevelsOfSite)
        {
            return; // an empty body takes a retained message away
        }

        var site = SiteOf(levels);
        ledger.Heard(site, retained);
        switch (levels[LevelsOfSite])
        {
            case "incident":
                Incident(topic, site, body);
                break;
            case "thumbnail":
                Thumbnail(topic, site, RestOf(levels), body);
                break;
            case "status" or "heartbeat":
                SignOfLife(topic, site, levels[LevelsOfSite], body);
                break;
        }
    }

    private void Incident(string topic, string site, byte[] body)
    {
        string text;
        IncidentEvent read;
        try
        {
            text = Utf8.GetString(body);
            read = IncidentEvent.Read(site, text);
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException)
        {
            // Once acknowledged the broker forgets it, and perhaps somebody can read it later.
            journal.Add(new Entry(topic, Unreadable: body));
            Tell([new { line = "unreadable", topic, reason = error.Message }]);
            return;
        }

        if (ledger.Knows(site, read))
        {
            Tell([new { line = "double", site, id = read.Id }]);
            return;
        }

        journal.Add(new Entry(topic, Body: text));
        Tell(ledger.Event(site, read));
    }

    private void Thumbnail(string topic, string site, string incident, byte[] body)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(body));
        if (ledger.HasPicture(site, incident, sha256))
        {
            Tell([new { line = "double", site, picture = incident }]);
            return;
        }

        var told = ledger.Picture(site, incident, sha256);
        if (ledger.HasPicture(site, incident, sha256))
        {
            journal.Keep(sha256, body);
            journal.Add(new Entry(topic, Sha256: sha256));
        }

        Tell(told);
    }

    private void SignOfLife(string topic, string site, string kind, byte[] body)
    {
        SignOfLifeBody read;
        try
        {
            read = JsonSerializer.Deserialize<SignOfLifeBody>(body, Plain) is { BootId: not null } whole ? whole : throw new JsonException("no bootId");
        }
        catch (JsonException error)
        {
            Tell([new { line = "unreadable", topic, reason = error.Message }]);
            return;
        }

        Tell(kind == "heartbeat" ? ledger.Heartbeat(site, read.BootId) : ledger.Status(site, read.State, read.BootId));
    }

    private void Recall(Entry entry)
    {
        var levels = entry.Topic.Split('/');
        if (entry.Body is { } body)
        {
            ledger.Event(SiteOf(levels), IncidentEvent.Read(SiteOf(levels), body));
        }
        else if (entry.Sha256 is { } sha256)
        {
            ledger.Picture(SiteOf(levels), RestOf(levels), sha256);
        }
    }

    private static string SiteOf(string[] levels) => string.Join('/', levels.Take(LevelsOfSite));

    private static string RestOf(string[] levels) => string.Join('/', levels.Skip(LevelsOfSite + 1));

    private sealed record SignOfLifeBody(string BootId, string? State = null);
}

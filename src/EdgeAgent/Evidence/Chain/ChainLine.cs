using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeAgent.Evidence.Chain;

/// <summary>
/// A record as one line of text: a JSON object whose last member is the signature. What is hashed and signed is the object
/// without that member, byte for byte as it stands there.
/// </summary>
internal static class ChainLine
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> BeforeSignature => ",\"signature\":\""u8;

    private static ReadOnlySpan<byte> AfterSignature => "\"}"u8;

    /// <returns>The record, and its line without the line break.</returns>
    public static (ChainRecord Record, byte[] Line) Write(ChainHead previous, DateTimeOffset at, string kind, JsonElement body, SigningKey key)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("n", previous.Number + 1);
            json.WriteString("previous", previous.Hash);
            json.WriteString("at", at.UtcDateTime);
            json.WriteString("kind", kind);
            json.WritePropertyName("body");
            body.WriteTo(json);
            json.WriteEndObject();
        }

        var hash = SHA256.HashData(text.WrittenSpan);
        var signature = key.Sign(hash);
        byte[] line = [.. text.WrittenSpan[..^1], .. BeforeSignature, .. System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(signature)), .. AfterSignature];
        return (new ChainRecord(previous.Number + 1, previous.Hash, at, kind, body, Convert.ToHexStringLower(hash), signature), line);
    }

    /// <param name="line">Without the line break.</param>
    /// <returns>Null where the line is none of a chain. Whether the signature is right is not looked at.</returns>
    public static ChainRecord? Read(ReadOnlySpan<byte> line)
    {
        var at = line.LastIndexOf(BeforeSignature);
        if (at < 0 || !line.EndsWith(AfterSignature))
        {
            return null;
        }

        var signature = new byte[66];
        var base64 = line[(at + BeforeSignature.Length)..^AfterSignature.Length];
        byte[] unsigned = [.. line[..at], (byte)'}'];
        try
        {
            if (Base64.DecodeFromUtf8(base64, signature, out _, out var length) != OperationStatus.Done)
            {
                return null;
            }

            using var json = JsonDocument.Parse(unsigned);
            var record = json.RootElement;
            return new ChainRecord(
                record.GetProperty("n").GetInt64(),
                record.GetProperty("previous").GetString()!,
                record.GetProperty("at").GetDateTimeOffset(),
                record.GetProperty("kind").GetString()!,
                record.GetProperty("body").Clone(),
                Convert.ToHexStringLower(SHA256.HashData(unsigned)),
                signature[..length]);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}

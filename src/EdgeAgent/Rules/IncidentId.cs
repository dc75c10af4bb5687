using System.Security.Cryptography;
using System.Text;

namespace EdgeAgent.Rules;

/// <summary>Names incidents so that the same happening has the same name, however often it is told.</summary>
internal static class IncidentId
{
    /// <summary>A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of what the incident is.</summary>
    /// <param name="start">When it began, in words that no other incident of the same rule and zone has.</param>
    public static string Of(string site, string camera, RuleSettings settings, string start)
    {
        var what = $"{site}/{camera}/{settings.Rule}/{settings.ZoneName}/{start}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}

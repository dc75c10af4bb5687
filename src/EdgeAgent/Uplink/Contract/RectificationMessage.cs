using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using EdgeAgent.Evidence;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Uplink.Contract;

/// <summary>What the owner answers to an incident; the newest by its record in the chain of evidence counts.</summary>
/// <param name="Incident">Id of the incident.</param>
/// <param name="Answer">acknowledged (seen), fixed (put right) or disputed (it was no violation).</param>
/// <param name="Text">In the owner's words; may be empty.</param>
/// <param name="At">When it was said, by the box's clock.</param>
/// <param name="Evidence">The record in the box's chain of evidence; unique, so it tells doubles.</param>
/// <param name="Picture">What the camera saw when it was said to be fixed; left out where it saw nothing, and for other answers.</param>
public sealed record RectificationMessage(
    string Incident,
    [property: AllowedValues("acknowledged", "fixed", "disputed")] string Answer,
    string Text,
    DateTimeOffset At,
    EvidenceData Evidence,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] PictureData? Picture = null)
{
    internal static RectificationMessage From(string incident, Rectification rectification, ChainRecord evidence) => new(
        incident,
        rectification.Answer.ToString().ToLowerInvariant(),
        rectification.Text,
        rectification.At,
        EvidenceData.Of(evidence),
        rectification.Picture is { } picture ? new PictureData(picture.Sha256, picture.Bytes) : null);
}

/// <summary>A picture that stays on the box.</summary>
/// <param name="Sha256">Lower-case hex of the JPEG's bytes.</param>
/// <param name="Bytes">Size of the JPEG.</param>
public sealed record PictureData([property: RegularExpression(EvidenceData.Sha256)] string Sha256, long Bytes);

using System.ComponentModel.DataAnnotations;
using EdgeAgent.Evidence.Chain;

namespace EdgeAgent.Uplink.Contract;

/// <summary>The record of an event in the box's chain of evidence: whoever keeps this can prove later what the box had recorded.</summary>
/// <param name="Number">1 for the box's first record, rising by one.</param>
/// <param name="Hash">SHA-256 of the record, lower-case hex.</param>
/// <param name="Previous">Hash of the record before.</param>
/// <param name="Signature">Of the hash by the box's key: ECDSA on P-256, r and s, base64.</param>
public sealed record EvidenceData(
    [property: Range(1L, long.MaxValue)] long Number,
    [property: RegularExpression(EvidenceData.Sha256)] string Hash,
    [property: RegularExpression(EvidenceData.Sha256)] string Previous,
    string Signature)
{
    internal const string Sha256 = "^[0-9a-f]{64}$";

    internal static EvidenceData Of(ChainRecord record) => new(record.Number, record.Hash, record.Previous, record.Head.Signature);
}

/// <summary>A record of the box's chain of evidence, which stands for all before it.</summary>
/// <param name="Number">1 for the box's first record, rising by one.</param>
/// <param name="Hash">SHA-256 of the record, lower-case hex.</param>
/// <param name="Signature">Of the hash by the box's key: ECDSA on P-256, r and s, base64.</param>
public sealed record EvidenceHead(
    [property: Range(1L, long.MaxValue)] long Number, [property: RegularExpression(EvidenceData.Sha256)] string Hash, string Signature)
{
    /// <returns>Null where there is no record yet.</returns>
    internal static EvidenceHead? Of(ChainHead head) => head.Number == 0 ? null : new(head.Number, head.Hash, head.Signature);
}

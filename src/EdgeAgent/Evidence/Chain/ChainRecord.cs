using System.Text.Json;

namespace EdgeAgent.Evidence.Chain;

/// <summary>One record of the chain of evidence.</summary>
/// <param name="Number">1 for the first, rising by one.</param>
/// <param name="Previous">Hash of the record before, lower-case hex; 64 zeros for the first.</param>
/// <param name="At">When it was written, by the box's clock.</param>
/// <param name="Kind">What the body is; see <see cref="RecordKind"/>.</param>
/// <param name="Hash">Of this record, lower-case hex: SHA-256 of its text without the signature.</param>
/// <param name="Signature">Of the hash by the box's key, 64 bytes.</param>
public sealed record ChainRecord(long Number, string Previous, DateTimeOffset At, string Kind, JsonElement Body, string Hash, byte[] Signature)
{
    /// <summary>What stands before the first record.</summary>
    public static ChainHead Nothing { get; } = new(0, new string('0', 64));

    public ChainHead Head => new(Number, Hash, Convert.ToBase64String(Signature));
}

/// <summary>The newest record of a chain: it stands for all before it.</summary>
/// <param name="Number">0 while there is none.</param>
/// <param name="Hash">Lower-case hex.</param>
/// <param name="Signature">Of the hash, base64; empty while there is no record.</param>
public sealed record ChainHead(long Number, string Hash, string Signature = "");

/// <summary>Kinds of records.</summary>
public static class RecordKind
{
    /// <summary>An event of an incident.</summary>
    public const string Incident = "incident";

    /// <summary>The moving picture of an incident, or that there is none (any more).</summary>
    public const string Clip = "clip";

    /// <summary>What a person says of an incident.</summary>
    public const string Verdict = "verdict";

    /// <summary>What the owner answers to an incident.</summary>
    public const string Rectification = "rectification";

    /// <summary>The chain begins on a box that has told the centre events before: their last number.</summary>
    public const string Begin = "begin";

    /// <summary>From here on the box signs with another key: the one before was lost.</summary>
    public const string Key = "key";

    /// <summary>What a camera did on a day that is over.</summary>
    public const string Coverage = "coverage";
}

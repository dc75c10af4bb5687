using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace EdgeAgent.Uplink.Contract;

/// <summary>What the centre knows about the agent's connection.</summary>
public enum AgentState
{
    Online,

    /// <summary>Ended on purpose.</summary>
    Stopped,

    /// <summary>The broker's word after the connection broke: the will.</summary>
    Lost,
}

/// <summary>State of the agent, retained. The will holds only the first two fields, because it is written in advance.</summary>
/// <param name="State">Online from the birth on, stopped after an orderly end, lost when the connection broke.</param>
/// <param name="BootId">Run of the agent; a lost with another id than the last online is late and means nothing.</param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Agent">Version of the agent.</param>
/// <param name="Contract">Version of the contract.</param>
/// <param name="Box">Fingerprint of the key with which the box signs its evidence; tells two boxes under one name apart. An older agent does not say.</param>
public sealed record StatusMessage(
    AgentState State,
    string BootId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Agent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Contract = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), RegularExpression(EvidenceData.Sha256)] string? Box = null)
{
    public const string ContractVersion = "1.0";

    public static StatusMessage Online(Boot boot, string? box, DateTimeOffset now) => Full(AgentState.Online, boot, box, now);

    public static StatusMessage Stopped(Boot boot, string? box, DateTimeOffset now) => Full(AgentState.Stopped, boot, box, now);

    public static StatusMessage Lost(Boot boot) => new(AgentState.Lost, boot.Id);

    private static StatusMessage Full(AgentState state, Boot boot, string? box, DateTimeOffset now) =>
        new(state, boot.Id, now, Boot.AgentVersion, ContractVersion, box);
}

using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace EdgeAgent.Storage;

/// <summary>Where the agent keeps what must survive.</summary>
public sealed record StorageOptions
{
    [Required, Description("Folder for the database and the evidence. A relative path counts from the configuration file.")]
    public string Folder { get; init; } = "data";

    [Range(16, 1_000_000), Description("Megabytes that stay free on that disk; below it nothing new is written and the agent says so.")]
    public int ReserveMegabytes { get; init; } = 200;
}

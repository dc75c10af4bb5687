using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using EdgeAgent.Rules;

namespace EdgeAgent.Recording;

/// <summary>When the cameras are recorded.</summary>
public enum RecordingSchedule
{
    Always,

    /// <summary>In the opening hours, and around incidents outside of them.</summary>
    Hours,

    /// <summary>Around incidents only.</summary>
    Incidents,

    Never,
}

/// <summary>What is recorded, and how long it is kept.</summary>
public sealed record RecordingOptions : IValidatableObject
{
    [Description("When the cameras are recorded: always; hours (in the hours below, and around incidents outside of them); incidents (around them only); never.")]
    public RecordingSchedule Schedule { get; init; } = RecordingSchedule.Always;

    [Description("Local hours of the schedule \"hours\", e.g. \"mon-sat 05:00-19:00\".")]
    public IReadOnlyList<Hours> Hours { get; init; } = [];

    [Description("Folder of the recordings, for a disk of their own; without it \"recordings\" in storage.folder. A relative path counts from the configuration file.")]
    public string? Folder { get; init; }

    [Range(1, 3650), Description("Days after which a recording is deleted; earlier where the disk does not hold as much.")]
    public int Days { get; init; } = 15;

    [Range(0.05, 100_000), Description("Gigabytes of one camera at most; without it as much as the disk holds.")]
    public double? GigabytesPerCamera { get; init; }

    [Range(0, 1_000_000), Description("Megabytes, beside those of storage.reserveMegabytes, that no recording may use.")]
    public int ReserveMegabytes { get; init; } = 1000;

    [Description("Record the sound too, as AAC.")]
    public bool Sound { get; init; }

    [Range(0, 30), Description("Seconds before an incident that belong to its clip.")]
    public double ClipSecondsBefore { get; init; } = 5;

    [Range(0, 30), Description("Seconds after an incident that belong to its clip; the whole clip is 60 s at most.")]
    public double ClipSecondsAfter { get; init; } = 5;

    /// <param name="storage">Folder of the database and the evidence.</param>
    public string FolderIn(string storage) => Folder ?? Path.Combine(storage, "recordings");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Schedule == RecordingSchedule.Hours && Hours.Count == 0)
        {
            yield return new("the schedule \"hours\" needs at least one span of hours", [nameof(Hours)]);
        }
    }
}

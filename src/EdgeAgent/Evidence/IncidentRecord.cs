using EdgeAgent.Rules;

namespace EdgeAgent.Evidence;

/// <summary>An incident as it is kept: its newest state and its pictures.</summary>
/// <param name="Incident">The newest state.</param>
/// <param name="Picture">The evidence picture; null where none could be taken (a lost camera).</param>
/// <param name="Thumbnail">The small picture that goes to the centre; null where there is no picture.</param>
/// <param name="Clip">The moving picture around it, MP4; null where nothing was recorded, or not yet.</param>
public sealed record IncidentRecord(Incident Incident, PictureFile? Picture, PictureFile? Thumbnail, PictureFile? Clip = null)
{
    /// <summary>What somebody has said of it; null where nobody has.</summary>
    public IncidentVerdict? Verdict { get; init; }

    /// <summary>What the owner has answered to it; null where nothing was.</summary>
    public Rectification? Rectification { get; init; }
}

/// <summary>A JPEG or an MP4 on disk.</summary>
/// <param name="Path">Relative to the evidence folder, with forward slashes.</param>
/// <param name="Sha256">Lower-case hex of the file's bytes.</param>
public sealed record PictureFile(string Path, long Bytes, string Sha256);

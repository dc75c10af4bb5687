namespace EdgeAgent.Detection;

/// <summary>What a head makes of one crop.</summary>
public enum Verdict
{
    Fine,
    Violation,

    /// <summary>It could be either, or the crop is not fit to be judged. Never counts as a violation.</summary>
    Unsure,
}

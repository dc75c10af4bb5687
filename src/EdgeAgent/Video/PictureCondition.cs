namespace EdgeAgent.Video;

/// <summary>Whether a camera's picture shows what it is meant to show.</summary>
public enum PictureCondition
{
    Clear,

    /// <summary>Packets flow, but the picture never changes any more, not even by the sensor's noise.</summary>
    Frozen,

    /// <summary>Something hides nearly all of the view.</summary>
    Covered,

    /// <summary>The camera looks elsewhere than it used to.</summary>
    Moved,

    /// <summary>Too dark for anything to be seen.</summary>
    Dark,
}

namespace EdgeAgent.Cameras;

/// <summary>Which of a camera's streams.</summary>
public enum StreamRole
{
    /// <summary>The small one that is watched all the time.</summary>
    Sub,

    /// <summary>The full-size one.</summary>
    Main,
}

using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>A small classifier that judges crops of what was found. All cameras share it and may ask at once.</summary>
public abstract class Head
{
    /// <summary>E.g. <c>mask</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What it is shown.</summary>
    public abstract JudgedPart Judges { get; }

    /// <summary>What it reports is no more than suspected.</summary>
    public virtual bool IsSuspecting => false;

    /// <param name="crop">Square 8-bit BGR picture around what is judged, as <see cref="Crop"/> cuts it.</param>
    public abstract HeadAnswer Judge(Mat crop);
}

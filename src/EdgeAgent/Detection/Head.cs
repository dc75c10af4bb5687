using OpenCvSharp;

namespace EdgeAgent.Detection;

/// <summary>A small classifier that judges crops of what was found. All cameras share it and may ask at once.</summary>
public abstract class Head
{
    /// <summary>E.g. <c>mask</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How it judges.</summary>
    protected abstract HeadForm Form { get; }

    /// <summary>What it is shown.</summary>
    public JudgedPart Judges => Form.Judges;

    /// <param name="crop">Square 8-bit BGR picture around what is judged, as <see cref="Crop"/> cuts it.</param>
    public abstract HeadAnswer Judge(Mat crop);

    /// <param name="fitted">The crop at the size at which it is judged.</param>
    /// <returns>Why the crop can tell nothing, whatever is in it; null where it can.</returns>
    protected CropFault? FaultOf(Mat crop, Mat fitted) =>
        crop.Width / Crop.Growth < Form.SmallestPixels ? CropFault.TooSmall
        : Form.LeastSharpness > 0 && Crop.Sharpness(fitted) < Form.LeastSharpness ? CropFault.TooBlurred
        : null;
}

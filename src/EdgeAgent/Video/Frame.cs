using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>
/// One decoded picture and the moment of its capture. Pixels are I420: a plane of brightness (height x width bytes)
/// followed by two quarter-size colour planes, as the decoder made them, so that a quiet picture costs no conversion.
/// A frame owns its pixels: whoever takes it from a source disposes it.
/// </summary>
public sealed class Frame : IDisposable
{
    private readonly Mat planes;
    private Mat? colour;

    // On pictures this small OpenCV's own threads wake and spin for longer than they work: half of a quiet camera's CPU.
    static Frame() => Cv2.SetNumThreads(1);

    /// <param name="planes">8-bit, one channel, height * 3 / 2 rows of width columns; owned by the frame from now on.</param>
    /// <param name="capturedAt">When the picture was taken.</param>
    public Frame(Mat planes, DateTimeOffset capturedAt)
    {
        this.planes = planes;
        CapturedAt = capturedAt;
    }

    public DateTimeOffset CapturedAt { get; }

    public int Width => planes.Cols;

    public int Height => planes.Rows * 2 / 3;

    /// <summary>A view of the brightness plane, to be disposed by the caller before the frame.</summary>
    public Mat Brightness() => new(planes, new Rect(0, 0, Width, Height));

    /// <summary>A view of both colour planes, 128 where there is no colour, to be disposed by the caller before the frame.</summary>
    public Mat Chroma() => new(planes, new Rect(0, Height, Width, planes.Rows - Height));

    /// <summary>The picture as 8-bit BGR, made at first use and owned by the frame.</summary>
    public Mat Bgr()
    {
        if (colour is null)
        {
            colour = new Mat();
            Cv2.CvtColor(planes, colour, ColorConversionCodes.YUV2BGR_I420);
        }

        return colour;
    }

    /// <param name="bgr">8-bit BGR picture; odd rows and columns at the edge are cut off, since I420 halves both.</param>
    public static Frame FromBgr(Mat bgr, DateTimeOffset capturedAt)
    {
        using var even = bgr.SubMat(0, bgr.Rows & ~1, 0, bgr.Cols & ~1);
        var planes = new Mat();
        Cv2.CvtColor(even, planes, ColorConversionCodes.BGR2YUV_I420);
        return new Frame(planes, capturedAt);
    }

    public Frame Copy() => new(planes.Clone(), CapturedAt);

    public void Dispose()
    {
        colour?.Dispose();
        planes.Dispose();
    }
}

using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>One encoded picture and what a glance at it tells.</summary>
/// <param name="Jpeg">As it was taken.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Brightness">Mean of the brightness, 0 (black) to 255 (white).</param>
/// <param name="Contrast">Standard deviation of the brightness: near 0 where the picture shows nothing.</param>
public sealed record StillPicture(byte[] Jpeg, int Width, int Height, double Brightness, double Contrast)
{
    /// <returns>Null where the bytes are no picture.</returns>
    public static StillPicture? Read(byte[] jpeg)
    {
        using var grey = Decode(jpeg, ImreadModes.Grayscale);
        if (grey is null)
        {
            return null;
        }

        Cv2.MeanStdDev(grey, out var mean, out var deviation);
        return new StillPicture(jpeg, grey.Width, grey.Height, mean.Val0, deviation.Val0);
    }

    /// <summary>The picture as JPEG of at most this width.</summary>
    public byte[] Reduced(int width)
    {
        using var picture = Decode(Jpeg, ImreadModes.Color);
        if (picture is null || picture.Width <= width)
        {
            return Jpeg;
        }

        using var small = new Mat();
        Cv2.Resize(picture, small, new Size(width, picture.Height * width / picture.Width), 0, 0, InterpolationFlags.Area);
        return small.ToBytes(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 80));
    }

    private static Mat? Decode(byte[] jpeg, ImreadModes mode)
    {
        try
        {
            var picture = jpeg.Length == 0 ? null : Cv2.ImDecode(jpeg, mode);
            if (picture is not { Width: > 0, Height: > 0 })
            {
                picture?.Dispose();
                return null;
            }

            return picture;
        }
        catch (OpenCVException)
        {
            return null;
        }
    }
}

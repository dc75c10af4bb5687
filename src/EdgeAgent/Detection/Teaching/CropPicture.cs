using OpenCvSharp;

namespace EdgeAgent.Detection.Teaching;

/// <summary>Crops as the JPEGs that are kept of them.</summary>
public static class CropPicture
{
    private const int LargestSide = 256;
    private const int Quality = 92;

    /// <param name="crop">8-bit BGR; what is not square gets black edges.</param>
    /// <returns>The same bytes for the same crop.</returns>
    public static byte[] Encode(Mat crop)
    {
        using var square = Crop.Padded(crop);
        using var small = Crop.Fit(square, Math.Min(square.Width, LargestSide));
        Cv2.ImEncode(".jpg", small, out var bytes, new ImageEncodingParam(ImwriteFlags.JpegQuality, Quality));
        return bytes;
    }

    /// <returns>8-bit BGR; null where the file is no picture.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Mat? Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var picture = bytes.Length == 0 ? new Mat() : Cv2.ImDecode(bytes, ImreadModes.Color);
        if (picture is { Width: > 1, Height: > 1 } && picture.Width == picture.Height)
        {
            return picture;
        }

        picture.Dispose();
        return null;
    }
}

using System.Globalization;
using System.Text;
using OpenCvSharp;

namespace EdgeAgent.Video;

/// <summary>
/// Reads YUV4MPEG2, the uncompressed form in which ffmpeg hands over pictures: it names size and rate itself, so that
/// nothing need be known of a stream beforehand. Only 8-bit 4:2:0, which the caller asks ffmpeg for.
/// </summary>
internal sealed class Y4mReader
{
    private const int LongestLine = 256;
    private const int LargestSide = 8192;

    private readonly Stream stream;

    private Y4mReader(Stream stream, int width, int height, double framesPerSecond)
    {
        this.stream = stream;
        Width = width;
        Height = height;
        FramesPerSecond = framesPerSecond;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>As the header names it; 0 where the rate varies.</summary>
    public double FramesPerSecond { get; }

    /// <summary>Reads the header; null when the stream ends before one.</summary>
    /// <exception cref="InvalidDataException">It is no header, or of a form that was not asked for.</exception>
    public static Y4mReader? Open(Stream stream)
    {
        if (ReadLine(stream) is not { } header)
        {
            return null;
        }

        var fields = header.Split(' ');
        var (width, height) = (Number(fields, 'W'), Number(fields, 'H'));
        if (fields[0] != "YUV4MPEG2" || width is < 2 or > LargestSide || height is < 2 or > LargestSide || width % 2 + height % 2 > 0
            || !Array.Exists(fields, field => field is "C420jpeg" or "C420mpeg2" or "C420paldv"))
        {
            throw new InvalidDataException($"not an 8-bit 4:2:0 picture stream: {header}");
        }

        var rate = Array.Find(fields, field => field.StartsWith('F'))?[1..].Split(':') ?? [];
        var framesPerSecond = rate.Length == 2
            && int.TryParse(rate[0], out var numerator) && int.TryParse(rate[1], out var denominator) && denominator > 0
            ? (double)numerator / denominator
            : 0;
        return new Y4mReader(stream, width, height, framesPerSecond);
    }

    /// <summary>The planes of the next picture, owned by the caller; null at the end, also in the middle of a picture.</summary>
    /// <exception cref="InvalidDataException">No picture begins where one should.</exception>
    public Mat? Read()
    {
        if (ReadLine(stream) is not { } marker)
        {
            return null;
        }

        if (!marker.StartsWith("FRAME", StringComparison.Ordinal))
        {
            throw new InvalidDataException("a picture does not begin with FRAME");
        }

        var planes = new Mat(Height * 3 / 2, Width, MatType.CV_8UC1);
        var pixels = planes.AsSpan<byte>();
        if (stream.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) == pixels.Length)
        {
            return planes;
        }

        planes.Dispose();
        return null;
    }

    private static int Number(string[] fields, char tag) =>
        Array.Find(fields, field => field.StartsWith(tag)) is { } field
        && int.TryParse(field.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;

    private static string? ReadLine(Stream stream)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        for (var length = 0; length < LongestLine; length++)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                return null;
            }

            if (next == '\n')
            {
                return Encoding.ASCII.GetString(line[..length]);
            }

            line[length] = (byte)next;
        }

        throw new InvalidDataException("a header line is too long");
    }
}

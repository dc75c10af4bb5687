using System.Collections.Concurrent;
using EdgeAgent.Video;
using OpenCvSharp;
using Box = EdgeAgent.Geometry.Box;

namespace EdgeAgent.Tests.Detection;

/// <summary>
/// What a fixed camera sees of a real place, 640 x 360, with real things and people put into it. Every picture gets a
/// sensor's noise and a JPEG's compression of its own.
/// </summary>
internal static class YardFootage
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Where the carton stands on the yard's paving.</summary>
    public static readonly Rect OnPaving = new(300, 160, 44, 32);

    private static readonly Rect Walker = new(375, 172, 52, 106);
    private static readonly ConcurrentDictionary<double, Mat[]> Noises = new();
    private static readonly Lazy<Mat> EmptyYard = new(FindEmptyYard);
    private static readonly Lazy<(Mat Picture, Mat Mask)> Person = new(CutPerson);

    /// <summary>A yard of paving and lawn without anybody.</summary>
    public static Mat Yard() => EmptyYard.Value.Clone();

    /// <summary>The same by night under infrared lamps: grey and dim.</summary>
    public static Mat Night()
    {
        using var yard = Yard();
        using var grey = new Mat();
        Cv2.CvtColor(yard, grey, ColorConversionCodes.BGR2GRAY);
        var night = new Mat();
        Cv2.CvtColor(grey, night, ColorConversionCodes.GRAY2BGR);
        return night.Lit(0.6);
    }

    public static Mat WithCarton(this Mat picture, Rect? place = null) => picture.With(RealPictures.CartonFile, place ?? OnPaving, isRound: false);

    /// <summary>Puts a real thing there, cut out as a rectangle or as an ellipse.</summary>
    public static Mat With(this Mat picture, string file, Rect place, bool isRound)
    {
        using var photo = RealPictures.Read(file);
        using var thing = new Mat();
        using var mask = new Mat(place.Size, MatType.CV_8UC1, isRound ? Scalar.Black : Scalar.White);
        Cv2.Resize(photo, thing, place.Size, interpolation: InterpolationFlags.Area);
        if (isRound)
        {
            mask.Ellipse(new Point(place.Width / 2, place.Height / 2), new Size(place.Width * 0.42, place.Height * 0.42), 0, 0, 360, Scalar.White, -1);
        }

        using var target = picture.SubMat(place);
        thing.CopyTo(target, mask);
        return picture;
    }

    /// <summary>Has somebody stand there.</summary>
    /// <param name="left">Pixels.</param>
    /// <param name="top">Pixels.</param>
    public static Mat WithPerson(this Mat picture, int left, int top)
    {
        var (person, mask) = Person.Value;
        using var target = picture.SubMat(new Rect(left, top, person.Cols, person.Rows));
        person.CopyTo(target, mask);
        return picture;
    }

    public static Box PersonBox(int left, int top) => BoxOf(new Rect(left, top, Walker.Width, Walker.Height));

    public static Box BoxOf(Rect rect) => new(rect.Left / 640.0, rect.Top / 360.0, rect.Right / 640.0, rect.Bottom / 360.0);

    /// <summary>Everything brighter or darker.</summary>
    public static Mat Lit(this Mat picture, double gain)
    {
        picture.ConvertTo(picture, MatType.CV_8UC3, gain);
        return picture;
    }

    /// <summary>A part of it in another light, with a soft edge.</summary>
    public static Mat Lit(this Mat picture, Rect place, double gain)
    {
        using var light = new Mat(picture.Size(), MatType.CV_32FC3, Scalar.All(1));
        light.Rectangle(place, Scalar.All(gain), -1);
        Cv2.GaussianBlur(light, light, new Size(9, 9), 2);
        using var lit = new Mat();
        picture.ConvertTo(lit, MatType.CV_32FC3);
        Cv2.Multiply(lit, light, lit);
        lit.ConvertTo(picture, MatType.CV_8UC3);
        return picture;
    }

    /// <summary>As the agent gets it from the camera; the picture is used up.</summary>
    public static Frame Taken(this Mat picture, DateTimeOffset at, double noise = 4)
    {
        using (picture)
        {
            var noises = Noises.GetOrAdd(noise, deviation => [.. Enumerable.Range(0, 16).Select(_ => NoiseOf(deviation))]);
            Cv2.Add(picture, noises[(int)(at.Ticks / TimeSpan.TicksPerMillisecond / 200 * 7 % 16)], picture, dtype: (int)MatType.CV_8UC3);
            using var compressed = Cv2.ImDecode(picture.ImEncode(".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, 70)), ImreadModes.Color);
            return Frame.FromBgr(compressed, at);
        }
    }

    private static Mat NoiseOf(double deviation)
    {
        var noise = new Mat(360, 640, MatType.CV_16SC3);
        Cv2.Randn(noise, Scalar.All(0), Scalar.All(deviation));
        return noise;
    }

    private static Mat FindEmptyYard()
    {
        var pictures = Enumerable.Range(0, 15).Select(number => At(number * 5)).ToList();
        var yard = new Mat(360, 640, MatType.CV_8UC3);
        var pixels = pictures.Select(picture => picture.AsSpan<byte>().ToArray()).ToList();
        var empty = yard.AsSpan<byte>();
        var values = new byte[pixels.Count];
        for (var value = 0; value < empty.Length; value++)
        {
            for (var picture = 0; picture < values.Length; picture++)
            {
                values[picture] = pixels[picture][value];
            }

            Array.Sort(values);
            empty[value] = values[values.Length / 2];
        }

        pictures.ForEach(picture => picture.Dispose());
        return yard;
    }

    private static (Mat Picture, Mat Mask) CutPerson()
    {
        using var street = At(60);
        using var person = street.SubMat(Walker);
        using var empty = EmptyYard.Value.SubMat(Walker);
        using var difference = new Mat();
        Cv2.Absdiff(person, empty, difference);
        var mask = new Mat();
        Cv2.CvtColor(difference, mask, ColorConversionCodes.BGR2GRAY);
        Cv2.Threshold(mask, mask, 25, 255, ThresholdTypes.Binary);
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(7, 7));
        Cv2.MorphologyEx(mask, mask, MorphTypes.Close, square);
        return (person.Clone(), mask);
    }

    private static Mat At(int second)
    {
        using var street = RealPictures.Street(second);
        using var part = street.SubMat(90, 522, 0, 768);
        var picture = new Mat();
        Cv2.Resize(part, picture, new Size(640, 360), interpolation: InterpolationFlags.Area);
        return picture;
    }
}

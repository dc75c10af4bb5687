using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>Scenes put together from real pictures, 640 x 360: a place, and who and what is moved about in it.</summary>
internal sealed class Collage : IDisposable
{
    private static readonly Size Picture = new(640, 360);

    // Where the yard of the recording is cut to the picture's size.
    private static readonly Rect View = new(64, 108, 640, 360);

    // A pedestrian, with the second of the recording.
    private const int Second = 66;
    private static readonly Rect Pedestrian = new(283, 348, 90, 152);

    private static readonly Lazy<Mat> EmptyYard = new(FindEmptyYard);

    private readonly Mat place;

    private Collage(Mat place) => this.place = place;

    /// <summary>The yard of the recording with nobody in it: the median of many pictures.</summary>
    public static Collage OfYard() => new(EmptyYard.Value.SubMat(View).Clone());

    /// <summary>A wall outdoors.</summary>
    public static Collage OfWall()
    {
        using var photo = RealPictures.Read(RealPictures.WallFile);
        using var large = photo.Resize(new Size(1000, 1000.0 * photo.Rows / photo.Cols));
        using var mirrored = large.Flip(FlipMode.Y);
        return new Collage(mirrored.SubMat(330, 330 + Picture.Height, 0, Picture.Width).Clone());
    }

    /// <summary>The place as it is, to be painted on and disposed by the caller.</summary>
    public Mat Empty() => place.Clone();

    /// <summary>A photo, scaled to a width, with its top left corner at a point; what is outside is cut off.</summary>
    public static void Paste(Mat picture, string file, int width, int x, int y)
    {
        using var photo = RealPictures.Read(file);
        using var scaled = photo.Resize(new Size(width, width * photo.Rows / photo.Cols), interpolation: InterpolationFlags.Area);
        var seen = new Rect(x, y, scaled.Cols, scaled.Rows).Intersect(new Rect(default, picture.Size()));
        using var part = scaled.SubMat(new Rect(seen.X - x, seen.Y - y, seen.Width, seen.Height));
        using var target = picture.SubMat(seen);
        part.CopyTo(target);
    }

    public void Dispose() => place.Dispose();

    /// <summary>Cuts the pedestrian out of the recording: what differs from the empty yard.</summary>
    public static (Mat Picture, Mat Mask) CutOutPedestrian()
    {
        using var street = RealPictures.Street(Second);
        using var difference = new Mat();
        Cv2.Absdiff(street, EmptyYard.Value, difference);
        using var grey = difference.SubMat(Pedestrian).CvtColor(ColorConversionCodes.BGR2GRAY);
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size(9, 9));
        var mask = grey.Threshold(18, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(mask, mask, MorphTypes.Close, kernel);
        return (street.SubMat(Pedestrian).Clone(), mask);
    }

    // Of 26 pictures 3 s apart the middle one of each byte is the ground: everybody goes on.
    private static Mat FindEmptyYard()
    {
        var pictures = Enumerable.Range(0, 26).Select(number => RealPictures.Street(number * 3)).ToList();
        var bytes = pictures.ConvertAll(picture =>
        {
            picture.GetArray(out Vec3b[] pixels);
            return pixels;
        });
        var ground = new Vec3b[bytes[0].Length];
        var sorted = new byte[bytes.Count];
        for (var pixel = 0; pixel < ground.Length; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                for (var number = 0; number < sorted.Length; number++)
                {
                    sorted[number] = bytes[number][pixel][channel];
                }

                Array.Sort(sorted);
                ground[pixel][channel] = sorted[sorted.Length / 2];
            }
        }

        var empty = new Mat(pictures[0].Rows, pictures[0].Cols, MatType.CV_8UC3);
        empty.SetArray(ground);
        pictures.ForEach(picture => picture.Dispose());
        return empty;
    }
}

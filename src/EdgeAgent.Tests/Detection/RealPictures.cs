using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

/// <summary>Photos and footage that Debian packages carry; each call gives a picture of its own.</summary>
internal static class RealPictures
{
    private const string Skimage = "/usr/lib/python3/dist-packages/skimage/data";
    private const string OpenCvDoc = "/usr/share/doc/opencv-doc/examples/data";

    /// <summary>A bare face, 512 x 512.</summary>
    public static string FaceFile => Demand($"{Skimage}/astronaut.png", "python3-skimage");

    /// <summary>A cat, 451 x 300.</summary>
    public static string CatFile => Demand($"{Skimage}/chelsea.png", "python3-skimage");

    /// <summary>A cup on a table, nobody there, 600 x 400.</summary>
    public static string CoffeeFile => Demand($"{Skimage}/coffee.png", "python3-skimage");

    /// <summary>A printed carton, grey, 324 x 223.</summary>
    public static string CartonFile => Demand($"{OpenCvDoc}/box.png", "opencv-doc");

    /// <summary>An apple that nearly fills the picture, 512 x 512.</summary>
    public static string AppleFile => Demand($"{OpenCvDoc}/apple.jpg", "opencv-doc");

    /// <summary>An old wall with a door and windows, outdoors.</summary>
    public static string WallFile => Demand($"{OpenCvDoc}/leuvenA.jpg", "opencv-doc");

    public static Mat Read(string file) => Cv2.ImRead(file);

    /// <summary>People crossing a yard, 768 x 576, a second after the clip's begin for each unit.</summary>
    public static Mat Street(int second)
    {
        using var clip = new VideoCapture(Demand($"{OpenCvDoc}/vtest.avi", "opencv-doc"));
        clip.Set(VideoCaptureProperties.PosMsec, second * 1000);
        var picture = new Mat();
        Assert.That(clip.Read(picture), Is.True);
        return picture;
    }

    private static string Demand(string path, string package)
    {
        Assert.That(path, Does.Exist, $"install/test.sh installs the Debian package {package}");
        return path;
    }
}

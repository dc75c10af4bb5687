using EdgeAgent.Detection;
using OpenCvSharp;

namespace EdgeAgent.Tests.Detection;

public sealed class PictureInputTests
{
    private const int Place = 8;
    private static readonly ModelInput Input = new()
    {
        Name = "input",
        Shape = [1, 3, Place, Place],
        Colour = ColourOrder.Bgr,
        Mean = [10, 20, 30],
        StandardDeviation = [2, 4, 5],
    };

    [TestCase(16, 8, 8, 4)]
    [TestCase(8, 32, 2, 8)]
    [TestCase(4, 2, 8, 4)]
    public void Fill_AnyShape_FitsWithTheShapeKept(int width, int height, int fittedWidth, int fittedHeight)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.White);
        using var input = new PictureInput(Input);

        var size = input.Fill(picture, new float[3 * Place * Place]);

        Assert.That((size.Width, size.Height), Is.EqualTo((fittedWidth, fittedHeight)));
    }

    [TestCase(ColourOrder.Bgr, 50, 100, 150)]
    [TestCase(ColourOrder.Rgb, 150, 100, 50)]
    public void Fill_OneColour_NormalisesEachPlaneAndLeavesTheRestBlack(ColourOrder order, int first, int second, int third)
    {
        using var picture = new Mat(8, 16, MatType.CV_8UC3, new Scalar(50, 100, 150));
        using var input = new PictureInput(Input with { Colour = order });
        var tensor = Enumerable.Repeat(float.NaN, 3 * Place * Place).ToArray();

        input.Fill(picture, tensor);

        const int half = Place * Place / 2;
        Assert.Multiple(() =>
        {
            Assert.That(tensor[..half], Is.All.EqualTo((first - 10) / 2f));
            Assert.That(tensor[half..(2 * half)], Is.All.EqualTo(-10 / 2f));
            Assert.That(tensor[(2 * half)..(3 * half)], Is.All.EqualTo((second - 20) / 4f));
            Assert.That(tensor[(3 * half)..(4 * half)], Is.All.EqualTo(-20 / 4f));
            Assert.That(tensor[(4 * half)..(5 * half)], Is.All.EqualTo((third - 30) / 5f));
            Assert.That(tensor[(5 * half)..], Is.All.EqualTo(-30 / 5f));
        });
    }

    [TestCase(PictureFit.TopLeft, 16, 8, 0, 0, 8, 4)]
    [TestCase(PictureFit.Centre, 16, 8, 0, 2, 8, 4)]
    [TestCase(PictureFit.Centre, 8, 16, 2, 0, 4, 8)]
    [TestCase(PictureFit.Stretch, 16, 8, 0, 0, 8, 8)]
    public void Fill_AnyFit_PutsThePictureThereAndPaddingElsewhere(PictureFit fit, int width, int height, int left, int top, int placeWidth, int placeHeight)
    {
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.White);
        using var input = new PictureInput(Input with { Mean = [0, 0, 0], StandardDeviation = [1, 1, 1], Fit = fit, Padding = 114 });
        var tensor = Enumerable.Repeat(float.NaN, 3 * Place * Place).ToArray();

        var place = input.Fill(picture, tensor);

        Assert.That(place, Is.EqualTo(new Rect(left, top, placeWidth, placeHeight)));
        for (var index = 0; index < tensor.Length; index++)
        {
            var isPicture = place.Contains(index % Place, index / Place % Place);
            Assert.That(tensor[index], Is.EqualTo(isPicture ? 255 : 114), $"{index}");
        }
    }

    [Test]
    public void Fill_ColoursTogether_WritesPixelByPixel()
    {
        using var picture = new Mat(4, 8, MatType.CV_8UC3, new Scalar(50, 100, 150));
        using var input = new PictureInput(Input with { Shape = [1, Place, Place, 3], Colour = ColourOrder.Rgb });
        var tensor = Enumerable.Repeat(float.NaN, 3 * Place * Place).ToArray();

        input.Fill(picture, tensor);

        const int half = 3 * Place * Place / 2;
        Assert.That(tensor[..half].Chunk(3), Is.All.EqualTo(new[] { (150 - 10) / 2f, (100 - 20) / 4f, (50 - 30) / 5f }));
        Assert.That(tensor[half..].Chunk(3), Is.All.EqualTo(new[] { -10 / 2f, -20 / 4f, -30 / 5f }));
    }

    [Test]
    public void Fill_UprightPicture_LeavesTheRightBlack()
    {
        using var picture = new Mat(16, 8, MatType.CV_8UC3, Scalar.White);
        using var input = new PictureInput(Input);
        var tensor = new float[3 * Place * Place];

        input.Fill(picture, tensor);

        Assert.That(tensor[..Place], Is.EqualTo(new[] { 122.5f, 122.5f, 122.5f, 122.5f, -5, -5, -5, -5 }));
    }
}

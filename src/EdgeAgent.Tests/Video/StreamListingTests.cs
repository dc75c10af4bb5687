using System.Globalization;
using EdgeAgent.Video;
using FsCheck;
using FsCheck.Fluent;

namespace EdgeAgent.Tests.Video;

public sealed class StreamListingTests
{
    private const string Stream = "stream|codec_name=h264|profile=Main|width=640|height=360|has_b_frames=0";

    [Test]
    public void Read_FirstPacketWithoutTime_RateIsThatOfTheOthers()
    {
        var figures = StreamListing.Read($"{Packets(30, 5, keyEach: 10).Replace("pts_time=0.000", "pts_time=N/A", StringComparison.Ordinal)}{Stream}\n");

        Assert.That(figures, Is.Not.Null);
        Assert.Multiple(() =>
        {
            Assert.That(figures!.PicturesPerSecond, Is.EqualTo(5).Within(0.01));
            Assert.That(figures.KeyFrameSeconds, Is.EqualTo(2).Within(0.01));
            Assert.That(figures.KilobitsPerSecond, Is.EqualTo(40).Within(0.1), "1000 bytes five times a second");
            Assert.That((figures.Codec, figures.Profile, figures.Width, figures.Height), Is.EqualTo(("h264", "Main", 640, 360)));
        });
    }

    [Test]
    public void Read_ClockOfTheCameraJumpsByHours_RateIsUnchanged()
    {
        var figures = StreamListing.Read(Packets(20, 5, keyEach: 10) + Packets(20, 5, keyEach: 10, from: 7200) + Stream);

        Assert.That(figures!.PicturesPerSecond, Is.EqualTo(5).Within(0.01));
    }

    [Test]
    public void Read_OneKeyFrameOnly_KeyFramesAreAtLeastTheWholeTimeApart()
    {
        var figures = StreamListing.Read(Packets(30, 5, keyEach: 100) + Stream);

        Assert.That(figures!.KeyFrameSeconds, Is.EqualTo(6).Within(0.01));
    }

    [TestCase("h264", 2, ExpectedResult = true)]
    [TestCase("hevc", 0, ExpectedResult = false, Description = "low-delay B of H.265: nothing is put into another order")]
    public bool Read_PicturesOfTypeB_CountWhereTheyAreReordered(string codec, int reordered) => StreamListing.Read(
        $"{Packets(10, 5, keyEach: 5)}frame|pict_type=B\nstream|codec_name={codec}|width=640|height=360|has_b_frames={reordered}")!.HasBFrames;

    [TestCase("")]
    [TestCase("packet|pts_time=0.0|size=12|flags=K_\n")]
    [TestCase("packet|pts_time=1.0|size=12|flags=K_\npacket|pts_time=1.0|size=12|flags=__\n")]
    [TestCase("packet|pts_time=N/A|size=12|flags=K_\npacket|pts_time=N/A|size=1")]
    public void Read_NothingToMeasure_GivesNone(string listing) => Assert.That(StreamListing.Read(listing), Is.Null);

    [Test]
    public void Read_SpoiltAndBrokenOffAnywhere_GivesFiguresThatCanBeOrNone()
    {
        var whole = Packets(12, 25, keyEach: 4) + Stream;
        Prop.ForAll(Gen.Choose(0, whole.Length - 1).ToArbitrary(), Gen.Elements("", "|", "=", "\n", "-", "9", "N").ToArbitrary(), Gen.Choose(0, whole.Length).ToArbitrary(), (place, spoilt, end) =>
        {
            var text = whole[..place] + spoilt + whole[(place + 1)..];
            var figures = StreamListing.Read(text[..Math.Min(end, text.Length)]);
            return figures is null || (double.IsFinite(figures.PicturesPerSecond) && figures.PicturesPerSecond > 0 && figures.KeyFrameSeconds > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static string Packets(int count, double rate, int keyEach, double from = 0) => string.Concat(Enumerable.Range(0, count).Select(number =>
        string.Create(CultureInfo.InvariantCulture, $"packet|pts_time={from + (number / rate):0.000}|size=1000|flags={(number % keyEach == 0 ? 'K' : '_')}_\n")));
}
